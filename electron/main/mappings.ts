/**
 * The columns that were confirmed when importing, kept between sessions by the shape of their headings, the latest first.
 * Example: `mappings.remember(mapping)`; then `mappings.list()` begins with it.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type KnownMapping, knownMappingSchema, MOST_MAPPINGS } from '../../shared/importing/shapes.ts'
import { writeWhole } from '../file/whole.ts'

export interface Mappings {
  list(): KnownMapping[]
  /** Takes the place of an earlier one of the same shape. */
  remember(mapping: KnownMapping): void
}

/**
 * The mappings, kept in a file; what makes no sense in it is as new.
 * @param report is told when they cannot be kept, which hinders no work
 */
export function openMappings(file: string, report: (error: unknown) => void): Mappings {
  let known: KnownMapping[] = []
  try {
    known = z
      .array(knownMappingSchema)
      .parse(JSON.parse(readFileSync(file, 'utf8')))
      .slice(0, MOST_MAPPINGS)
  } catch {
    // None yet, or damaged.
  }
  return {
    list: () => known,
    remember: (mapping) => {
      known = [mapping, ...known.filter(({ shape }) => shape !== mapping.shape)].slice(0, MOST_MAPPINGS)
      try {
        writeWhole(file, `${JSON.stringify(known)}\n`)
      } catch (error) {
        report(error)
      }
    },
  }
}
