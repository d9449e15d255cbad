/**
 * The workbook's own part: names that stand for cells, and the order to calculate everything when it is opened. Example: the
 * name GrandTotal of `'Paper'!$E$8` is that of `'Paper'!$E$14` once the total stands there.
 *
 * Source: ECMA-376 part 1, 18.2.27 (workbook), 18.2.5 (definedName), 18.2.2 (calcPr).
 */

import { readXml } from '../xml.ts'
import { childOf, elementsOf, prefixOf, rewriteTree, textOf, type XmlElement } from './elements.ts'
import { movedText, type Standpoint } from './formulas.ts'

/** What stands after `calcPr` in a workbook. */
const AFTER_CALCULATION = new Set([
  'oleSize',
  'customWorkbookViews',
  'pivotCaches',
  'smartTagPr',
  'smartTagTypes',
  'webPublishing',
  'fileRecoveryPr',
  'webPublishObjects',
  'extLst',
])
const BUILT_IN = '_xlnm.'
/** A comma that is not within a sheet's name. */
const COMMA = /,(?=(?:[^']*'[^']*')*[^']*$)/

/** The formula of each defined name, in lower case; those of several sheets together. */
export function readNames(bytes: Buffer): Map<string, string> {
  const names = new Map<string, string>()
  let name = ''
  let text = ''
  readXml(bytes, 'its list of sheets', {
    open(local, attributes) {
      name = local === 'definedName' ? (attributes.name ?? '').toLowerCase() : ''
      text = ''
    },
    text(piece) {
      if (name) text += piece
    },
    close() {
      if (name) names.set(name, [names.get(name), text].filter(Boolean).join(','))
      name = ''
    },
  })
  return names
}

/** @param standpoint no sheet's own */
export function rewriteBook(bytes: Buffer, standpoint: Standpoint): Buffer {
  const changed = rewriteTree(bytes, 'its list of sheets', (root) => {
    const names = childOf(root, 'definedNames')
    if (names) {
      names.children = names.children.filter((child) => typeof child === 'string' || moveName(child, standpoint))
      if (elementsOf(names).length === 0) root.children = root.children.filter((child) => child !== names)
    }
    calculation(root).attributes.fullCalcOnLoad = '1'
  })
  return changed ?? bytes
}

/** @returns whether the name stays: a print area of which nothing is left goes */
function moveName(name: XmlElement, standpoint: Standpoint): boolean {
  const text = textOf(name)
  const isBuiltIn = name.attributes.name?.startsWith(BUILT_IN) ?? false
  const moved = movedText(text, { ...standpoint, grows: true, absoluteOnly: !isBuiltIn })
  const kept =
    isBuiltIn && !text.includes('#REF!') ? moved.split(COMMA).filter((area) => !area.endsWith('#REF!')) : [moved]
  if (kept.length === 0) return false
  name.children = [kept.join(',')]
  return true
}

function calculation(root: XmlElement): XmlElement {
  const there = childOf(root, 'calcPr')
  if (there) return there
  const made: XmlElement = { name: `${prefixOf(root.name)}calcPr`, local: 'calcPr', attributes: {}, children: [] }
  const before = root.children.findIndex((child) => typeof child !== 'string' && AFTER_CALCULATION.has(child.local))
  root.children.splice(before < 0 ? root.children.length : before, 0, made)
  return made
}
