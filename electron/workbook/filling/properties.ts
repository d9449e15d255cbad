/**
 * The properties of a workbook: its title, subject, author and so on, which a template may fill as it fills cells. Example: a
 * template with the title "{{plan.title}}" gives a paper with the plan's.
 *
 * Source: ECMA-376 part 2, 11 (core properties).
 */

import type { Package } from '../package.ts'
import { readXml } from '../xml.ts'
import { elementsOf, rewriteTree } from './elements.ts'
import type { Parcel } from './parcel.ts'

const WHAT = 'its properties'
const partOf = (file: Package) => file.relationships('').find(({ kind }) => kind === 'core-properties')?.part

/** The texts of the properties by the name of their element, such as `title` or `creator`. */
export function readProperties(file: Package): Record<string, string> {
  const part = partOf(file)
  const texts: Record<string, string> = {}
  if (part === undefined || !file.has(part)) return texts
  let element = ''
  readXml(file.read(part), WHAT, {
    open(name, _, depth) {
      element = depth === 2 ? name : ''
    },
    text(text) {
      if (element) texts[element] = (texts[element] ?? '') + text
    },
    close() {
      element = ''
    },
  })
  return texts
}

/** @param texts what the properties are to say, by the name of their element; those that are not named stay */
export function writeProperties(parcel: Parcel, texts: Readonly<Record<string, string>>): void {
  const part = partOf(parcel)
  if (part === undefined || Object.keys(texts).length === 0) return
  const changed = rewriteTree(parcel.read(part), WHAT, (root) => {
    for (const element of elementsOf(root))
      if (Object.hasOwn(texts, element.local)) element.children = [texts[element.local]!]
    return true
  })
  if (changed) parcel.replace(part, changed)
}
