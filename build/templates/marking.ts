/**
 * Finishes a workbook of accessible tables with what the library that made it does not write: links that stay inside the
 * workbook, tables without a filter, titles as headings, and the typeface of cells that hold nothing. Example: the link of
 * "Table_1" becomes a place, `Table_1!A1`, with no address of its own.
 */
import { elementsOf, rewriteTree, type XmlElement } from '../../electron/workbook/filling/elements.ts'
import { openParcel, type Parcel } from '../../electron/workbook/filling/parcel.ts'

const TITLE_SIZE = '16'

/** @param bytes a workbook as exceljs writes it */
export function markedUp(bytes: Uint8Array): Uint8Array {
  const parcel = openParcel(Buffer.from(bytes))
  const book = parcel.relationships('').find(({ kind }) => kind === 'officeDocument')!.part
  for (const { kind, part } of parcel.relationships(book)) {
    if (kind === 'styles') change(parcel, part, markTitles)
    if (kind !== 'worksheet') continue
    change(parcel, part, keepLinksInside)
    const list = part.replace(/([^/]+)$/, '_rels/$1.rels')
    if (parcel.has(list)) change(parcel, list, dropLinks)
    for (const table of parcel.relationships(part))
      if (table.kind === 'table') change(parcel, table.part, (root) => drop(root, 'autoFilter'))
  }
  return new Uint8Array(parcel.pack())
}

function change(parcel: Parcel, part: string, by: (root: XmlElement) => void): void {
  const changed = rewriteTree(parcel.read(part), part, by)
  if (changed) parcel.replace(part, changed)
}

function drop(root: XmlElement, local: string): void {
  root.children = root.children.filter((child) => typeof child === 'string' || child.local !== local)
}

const child = (element: XmlElement, local: string) => elementsOf(element).find((one) => one.local === local)!

function keepLinksInside(root: XmlElement): void {
  for (const list of elementsOf(root).filter(({ local }) => local === 'hyperlinks'))
    for (const link of elementsOf(list)) {
      const { ref = '', location = '' } = link.attributes
      link.attributes = { ref, location: location.replace(/^#/, '') }
    }
}

function dropLinks(root: XmlElement): void {
  root.children = root.children.filter((one) => typeof one === 'string' || !one.attributes.Type?.endsWith('/hyperlink'))
}

/** Titles are "Heading 1", so that they can be found by it; the default typeface is that of the tables. */
function markTitles(root: XmlElement): void {
  const fonts = elementsOf(child(root, 'fonts'))
  const sizeOf = (font: XmlElement) => elementsOf(font).find(({ local }) => local === 'sz')?.attributes.val
  const titleFont = String(fonts.findIndex((font) => sizeOf(font) === TITLE_SIZE))
  for (const part of elementsOf(fonts[0]!)) {
    if (part.local === 'sz') part.attributes.val = '12'
    if (part.local === 'name') part.attributes.val = 'Arial'
  }
  drop(fonts[0]!, 'scheme')
  const styles = child(root, 'cellStyleXfs')
  const heading = String(elementsOf(styles).length)
  styles.children.push(element('xf', { numFmtId: '0', fontId: titleFont, fillId: '0', borderId: '0' }))
  styles.attributes.count = String(elementsOf(styles).length)
  const names = child(root, 'cellStyles')
  names.children.push(element('cellStyle', { name: 'Heading 1', xfId: heading, builtinId: '16' }))
  names.attributes.count = String(elementsOf(names).length)
  for (const cell of elementsOf(child(root, 'cellXfs')))
    if (cell.attributes.fontId === titleFont) cell.attributes.xfId = heading
}

const element = (name: string, attributes: Record<string, string>): XmlElement => ({
  name,
  local: name,
  attributes,
  children: [],
})
