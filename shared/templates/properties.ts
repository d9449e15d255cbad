/**
 * Placeholders in the properties of a workbook, which belong to no sheet. Example: the title "{{plan.title}}, {{plan.year}}".
 */
import { type Found, readParts, type TemplateCell } from './bands.ts'
import { nowhere, saidBy } from './evaluating.ts'
import type { Env } from './figures.ts'
import { readText } from './parse.ts'
import { ANYWHERE, type Given, noteGiven } from './rendering.ts'
import { wordsOf } from './values.ts'

/** What stands for the sheet in the list of placeholders. */
const WHERE = 'Properties'

/** Reads the properties by their names; every placeholder of them goes to `found`. */
export function readProperties(
  env: Env,
  texts: Readonly<Record<string, string>>,
  found: Found[],
): Map<string, TemplateCell['parts']> {
  const read = new Map<string, TemplateCell['parts']>()
  for (const [name, text] of Object.entries(texts)) {
    const parts = readText(text)
    if (parts.length === 0) continue
    const property = readParts(env, parts, { sheet: WHERE, cell: name }, found)
    const why = 'cannot stand in a property of the workbook, which belongs to no row'
    for (const { query, found: at } of property.queries) if (!ANYWHERE.has(query.band)) at.problem ??= why
    for (const { found: at } of property.tests) at.problem ??= why
    read.set(name, property.parts)
  }
  return read
}

/** What the properties say, by their names. */
export function renderProperties(
  env: Env,
  read: ReadonlyMap<string, TemplateCell['parts']>,
  given: Given,
): Record<string, string> {
  const filled: Record<string, string> = {}
  for (const [name, parts] of read) {
    let text = ''
    for (const part of parts) {
      const words = typeof part === 'string' ? part : wordsOf(saidBy(env, part.query, nowhere), part.query, env)
      if (typeof part !== 'string') noteGiven(given, part.found, words)
      text += words.replace(/\s*\n\s*/g, ' ')
    }
    filled[name] = text.trim()
  }
  return filled
}
