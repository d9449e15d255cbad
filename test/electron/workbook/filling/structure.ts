/**
 * Holds a workbook against the rules by which Excel opens it without offering a repair: parts that exist and have a type,
 * relationships that lead somewhere, elements in the order of the standard, rows and cells in order and once only, references
 * within the sheet, merges and tables that do not overlap, numbers of styles and texts that exist. Example:
 * `expect(faultsIn(bytes)).toEqual([])`.
 *
 * Source: ECMA-376 part 1, A.2 (the sequences of CT_Worksheet and CT_Workbook); part 2, 9 and 10.
 */

import { unzipSync } from 'fflate'
import { readTree, walk, type XmlElement } from '../../../../electron/workbook/filling/elements.ts'
import { parseAddress, parseRange } from '../../../../electron/workbook/references.ts'
import { LAST_COLUMN, type Merge } from '../../../../shared/sheet.ts'

const WORKSHEET =
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst'.split(
    ' ',
  )
const WORKBOOK =
  'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst'.split(
    ' ',
  )
/** Elements of a sheet that are wrong when nothing is in them. */
const NEVER_EMPTY = [
  'mergeCells',
  'dataValidations',
  'hyperlinks',
  'rowBreaks',
  'tableParts',
  'protectedRanges',
  'conditionalFormatting',
  'ignoredErrors',
  'cols',
]

/** The trees of a workbook's XML parts, by their names. */
export function treesOf(bytes: Buffer): Map<string, XmlElement> {
  const trees = new Map<string, XmlElement>()
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    if (!/\.(?:xml|rels|vml)$/.test(name)) continue
    trees.set(name, readTree(Buffer.from(content), name))
  }
  return trees
}

/** All elements of that name in a tree, prefixes or no. */
export function all(root: XmlElement | undefined, local: string): XmlElement[] {
  const found: XmlElement[] = []
  if (root) walk(root, (element) => element.local === local && found.push(element))
  return found
}

export function text(element: XmlElement | undefined): string {
  return element?.children.map((child) => (typeof child === 'string' ? child : text(child))).join('') ?? ''
}

const elements = (root: XmlElement): XmlElement[] => root.children.filter((child) => typeof child !== 'string')

/** What is wrong with a workbook, in the order found. */
export function faultsIn(bytes: Buffer): string[] {
  const faults: string[] = []
  const names = Object.keys(unzipSync(bytes))
  const trees = treesOf(bytes)
  if (names.length !== new Set(names.map((name) => name.toLowerCase())).size) faults.push('a part stands there twice')
  faults.push(...typeFaults(names, trees), ...linkFaults(names, trees))
  const styles = all(all(trees.get('xl/styles.xml'), 'cellXfs')[0], 'xf').length
  const texts = all(trees.get('xl/sharedStrings.xml'), 'si').length
  for (const [name, root] of trees) {
    if (root.local === 'workbook') faults.push(...orderFaults(name, root, WORKBOOK))
    if (root.local === 'worksheet') faults.push(...sheetFaults(name, root, styles, texts))
    if (root.local === 'table') faults.push(...tableFaults(name, root, trees))
  }
  return faults
}

function typeFaults(names: string[], trees: Map<string, XmlElement>): string[] {
  const types = trees.get('[Content_Types].xml')
  const extensions = new Set(all(types, 'Default').map(({ attributes }) => attributes.Extension?.toLowerCase()))
  const parts = new Set(all(types, 'Override').map(({ attributes }) => attributes.PartName))
  const untyped = names.filter(
    (name) =>
      name !== '[Content_Types].xml' &&
      !parts.has(`/${name}`) &&
      !extensions.has(name.split('.').at(-1)?.toLowerCase()),
  )
  const lost = [...parts].filter((part) => !names.includes(part?.slice(1) ?? ''))
  return [...untyped.map((name) => `${name} has no type`), ...lost.map((part) => `${part} has a type and is not there`)]
}

function linkFaults(names: string[], trees: Map<string, XmlElement>): string[] {
  const faults: string[] = []
  for (const [name, root] of trees) {
    if (!name.endsWith('.rels')) continue
    const owner = name.replace('_rels/', '').slice(0, -'.rels'.length)
    const ids = new Set<string>()
    for (const { attributes } of all(root, 'Relationship')) {
      if (ids.has(attributes.Id!)) faults.push(`${name} has ${attributes.Id} twice`)
      ids.add(attributes.Id!)
      if (attributes.TargetMode === 'External') continue
      const target = new URL(attributes.Target!, `http://file/${owner}`).pathname.slice(1)
      if (!names.includes(decodeURIComponent(target))) faults.push(`${name} leads to ${target}, which is not there`)
    }
    const tree = trees.get(owner)
    if (!tree) continue
    walk(tree, ({ attributes }) => {
      for (const [key, value] of Object.entries(attributes)) {
        if (/^r:(?:id|embed|link|pict)$/.test(key) && value !== '' && !ids.has(value))
          faults.push(`${owner} names ${value}, which is not there`)
      }
    })
  }
  return faults
}

function orderFaults(name: string, root: XmlElement, order: string[]): string[] {
  const places = elements(root)
    .filter(({ local }) => local !== 'AlternateContent')
    .map(({ local }) => order.indexOf(local))
  const inOrder = places.every((place, index) => place >= 0 && (index === 0 || place >= places[index - 1]!))
  return inOrder
    ? []
    : [
        `${name} has its elements out of order: ${elements(root)
          .map(({ local }) => local)
          .join(' ')}`,
      ]
}

function sheetFaults(name: string, root: XmlElement, styles: number, texts: number): string[] {
  const faults = orderFaults(name, root, WORKSHEET)
  const at = (problem: string) => faults.push(`${name}: ${problem}`)
  for (const element of elements(root)) {
    if (NEVER_EMPTY.includes(element.local) && elements(element).length === 0) at(`${element.local} is empty`)
    const { count } = element.attributes
    if (count !== undefined && Number(count) !== elements(element).length) at(`${element.local} counts ${count}`)
  }
  let lastRow = 0
  for (const row of elements(all(root, 'sheetData')[0]!)) {
    const number = Number(row.attributes.r)
    if (!(number > lastRow)) at(`row ${number} after ${lastRow}`)
    lastRow = number
    let lastPlace = -1
    for (const cell of elements(row)) {
      const { r, s, t } = cell.attributes
      const place = parseAddress(r ?? '')
      if (place <= lastPlace || Math.floor(place / LAST_COLUMN) + 1 !== number) at(`cell ${r} in row ${number}`)
      lastPlace = place
      if (s !== undefined && !(Number(s) < styles)) at(`cell ${r} has the style ${s}`)
      const value = text(elements(cell).find(({ local }) => local === 'v'))
      if (t === 's' && !(Number(value) < texts)) at(`cell ${r} has the text ${value}`)
      if ((t === 'n' || t === undefined) && value !== '' && !Number.isFinite(Number(value))) at(`cell ${r} is ${value}`)
      const parts = elements(cell)
        .map(({ local }) => local)
        .join(' ')
      if (!['', 'f', 'v', 'f v', 'is'].includes(parts) || (t === 'inlineStr') !== (parts === 'is'))
        at(`cell ${r} holds ${parts}`)
    }
  }
  walk(root, ({ local, attributes }) => {
    for (const key of ['ref', 'sqref', 'activeCell', 'topLeftCell']) {
      for (const range of attributes[key]?.split(' ') ?? []) {
        if (!rangeOf(range)) at(`${local} names ${range}`)
      }
    }
  })
  for (const list of all(root, 'sqref')) if (!text(list).split(' ').every(rangeOf)) at(`sqref names ${text(list)}`)
  faults.push(
    ...overlaps(all(root, 'mergeCell').map(({ attributes }) => attributes.ref!)).map((fault) => `${name}: ${fault}`),
  )
  const breaks = all(root, 'brk').map(({ attributes }) => Number(attributes.id))
  if (breaks.some((id, index) => index > 0 && id <= breaks[index - 1]!)) at('page breaks out of order')
  return faults
}

function rangeOf(text: string): Merge | null {
  return parseRange(text.includes(':') ? text : `${text}:${text}`)
}

function overlaps(refs: string[]): string[] {
  const ranges = refs.map((ref) => ({ ref, range: rangeOf(ref)! })).sort((a, b) => a.range.top - b.range.top)
  const faults: string[] = []
  for (const [index, { ref, range }] of ranges.entries()) {
    for (const other of ranges.slice(index + 1)) {
      if (other.range.top > range.bottom) break
      if (other.range.left <= range.right && other.range.right >= range.left)
        faults.push(`${ref} overlaps ${other.ref}`)
    }
  }
  return faults
}

/** A table has rows, its columns have the names of its headings, its filter lies in it. */
function tableFaults(name: string, root: XmlElement, trees: Map<string, XmlElement>): string[] {
  const faults: string[] = []
  const range = rangeOf(root.attributes.ref ?? '')
  if (!range) return [`${name} names no range`]
  const rows =
    range.bottom -
    range.top +
    1 -
    Number(root.attributes.headerRowCount ?? 1) -
    Number(root.attributes.totalsRowCount ?? 0)
  if (rows < 1) faults.push(`${name} has no rows`)
  const columns = all(root, 'tableColumn').map(({ attributes }) => attributes.name)
  if (columns.length !== range.right - range.left + 1) faults.push(`${name} has ${columns.length} columns`)
  if (new Set(columns.map((column) => column?.toLowerCase())).size !== columns.length)
    faults.push(`${name} has a column twice`)
  const file = name.split('/').at(-1)
  const owner = [...trees].find(
    ([part, rels]) =>
      part.includes('worksheets/_rels') &&
      all(rels, 'Relationship').some(({ attributes }) => attributes.Target?.endsWith(`/${file}`)),
  )
  const sheet = owner && trees.get(owner[0].replace('_rels/', '').slice(0, -'.rels'.length))
  const strings = all(trees.get('xl/sharedStrings.xml'), 'si').map(text)
  const cells = new Map(all(sheet, 'c').map((cell) => [parseAddress(cell.attributes.r!), cell]))
  for (const [index, column] of columns.entries()) {
    if (root.attributes.headerRowCount === '0') break
    const cell = cells.get((range.top - 1) * LAST_COLUMN + range.left - 1 + index)
    const shown = cell?.attributes.t === 's' ? strings[Number(text(cell))] : text(cell)
    if (shown !== column) faults.push(`${name} calls a column ${column} whose heading is ${shown}`)
  }
  return faults
}
