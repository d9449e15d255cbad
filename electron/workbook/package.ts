/**
 * A workbook file is a package: a zip of parts that point to each other by relationships. Here a part is found by what
 * it is, never by its usual name. Example: the sheet with `r:id="rId3"` is what rId3 of `xl/workbook.xml` points to.
 *
 * Source: ECMA-376 part 2, 9 (relationships) and part 1, 18.2.20 (sheets). A relationship's type is told by its last
 * word, which is the same in the transitional and the strict form of the standard.
 */

import { damaged } from './unreadable.ts'
import { readXml } from './xml.ts'
import { entryKey, listEntries, readEntry } from './zip.ts'

export interface Relationship {
  id: string
  /** The last word of its type, such as `worksheet`, `sharedStrings`, `comments`. */
  kind: string
  /** The part it points to. */
  part: string
}

export interface Package {
  has(part: string): boolean
  /** The part's bytes, unpacked. @throws {Unreadable} when it is missing or damaged */
  read(part: string): Buffer
  /** What a part points to inside the file; '' for the file itself. Links to the outside are left out, never followed. */
  relationships(part: string): Relationship[]
}

/** Opens a package. @param bytes the whole file @throws {Unreadable} as `listEntries` does */
export function openPackage(bytes: Buffer): Package {
  const entries = listEntries(bytes)
  const has = (part: string) => entries.has(entryKey(part))
  const read = (part: string) => {
    const entry = entries.get(entryKey(part))
    if (!entry) throw damaged(`its part ${part} is missing`)
    return readEntry(bytes, entry)
  }
  const relationships = (part: string) => {
    const folder = part.slice(0, part.lastIndexOf('/') + 1)
    const list = `${folder}_rels/${part.slice(folder.length)}.rels`
    return has(list) ? readRelationships(read(list), folder) : []
  }
  return { has, read, relationships }
}

function readRelationships(bytes: Buffer, folder: string): Relationship[] {
  const found: Relationship[] = []
  readXml(bytes, 'its list of parts', {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return
      found.push({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), part: resolve(folder, Target) })
    },
  })
  return found
}

/** A target as a part's name. @example resolve('xl/worksheets/', '../comments1.xml') // 'xl/comments1.xml' */
function resolve(folder: string, target: string): string {
  const path = decode(target).replaceAll('\\', '/')
  const steps: string[] = []
  for (const step of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}
