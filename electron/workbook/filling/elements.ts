/**
 * Rewrites one XML part as a stream: what is entered goes out as it came in, what is taken whole is handed over as a small
 * tree and goes out as whatever is made of it. So a sheet is never held as a tree, only one of its rows. Prefixes, unknown
 * elements and unknown attributes stay. Example: a sheet is entered down to `sheetData`, and each `row` is taken whole.
 *
 * Source: XML 1.0, sections 2.4 (what is escaped in text) and 3.3.3 (in attributes).
 */

import { damaged } from '../unreadable.ts'
import { readXml } from '../xml.ts'

/** An element as it is written, with all that is in it. */
export interface XmlElement {
  /** With its prefix. */
  name: string
  /** Without it. */
  local: string
  attributes: Record<string, string>
  children: (XmlElement | string)[]
}

/** What becomes of the elements of a part. */
export interface Rewriting {
  /** Whether an element's children are rewritten one by one; else it is taken whole. It may change the attributes. */
  enters(element: XmlElement, depth: number): boolean
  /** Writes what is to stand instead of an element that was taken whole. */
  whole(element: XmlElement, depth: number, write: Write): void
  /** Writes what is to stand last in an entered element. */
  leaving?(element: XmlElement, depth: number, write: Write): void
}

/** Takes the next piece of a part's XML. */
export type Write = (xml: string) => void

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const PIECE = 1 << 16

/**
 * @param bytes the part as it is
 * @param what the part in a person's words, for sentences
 * @returns the new part, in UTF-8
 * @throws {Unreadable} as `readXml` does; and whatever the rewriting throws
 */
export function rewriteXml(bytes: Buffer, what: string, rewriting: Rewriting): Buffer {
  const pieces: Buffer[] = []
  let waiting = startsWithDeclaration(bytes) ? DECLARATION : ''
  /** The elements that are entered and not yet closed. */
  const entered: XmlElement[] = []
  /** The elements of the one that is taken whole. */
  const taken: XmlElement[] = []
  const write = (text: string) => {
    waiting += text
    if (waiting.length < PIECE) return
    pieces.push(Buffer.from(waiting))
    waiting = ''
  }
  readXml(bytes, what, {
    open(local, attributes, depth, name) {
      const element: XmlElement = { name, local, attributes: attributes as Record<string, string>, children: [] }
      if (taken.length > 0) {
        taken.at(-1)!.children.push(element)
        taken.push(element)
      } else if (rewriting.enters(element, depth)) {
        entered.push(element)
        write(`<${name}${attributesText(element.attributes)}>`)
      } else taken.push(element)
    },
    close(_, depth) {
      const element = taken.pop()
      if (element && taken.length === 0) rewriting.whole(element, depth, write)
      if (element) return
      const closed = entered.pop()!
      rewriting.leaving?.(closed, depth, write)
      write(`</${closed.name}>`)
    },
    text(text) {
      if (taken.length > 0) taken.at(-1)!.children.push(text)
      else if (entered.length > 0) write(escapeText(text))
    },
  })
  pieces.push(Buffer.from(waiting))
  return Buffer.concat(pieces)
}

/**
 * A small part as a tree, changed in place.
 * @returns the new part, or null when nothing in it changed
 */
export function rewriteTree(bytes: Buffer, what: string, change: (root: XmlElement) => void): Buffer | null {
  let changed = false
  const result = rewriteXml(bytes, what, {
    enters: () => false,
    whole(root, _, write) {
      const before = elementText(root)
      change(root)
      const after = elementText(root)
      changed = after !== before
      write(after)
    },
  })
  return changed ? result : null
}

/** A small part as a tree, to be read. */
export function readTree(bytes: Buffer, what: string): XmlElement {
  let tree: XmlElement | undefined
  rewriteXml(bytes, what, {
    enters: () => false,
    whole(root) {
      tree = root
    },
  })
  if (!tree) throw damaged(`${what} cannot be read`)
  return tree
}

function startsWithDeclaration(bytes: Buffer): boolean {
  return bytes.subarray(0, 16).toString('latin1').replaceAll('\0', '').includes('<?xml')
}

/** An element and all that is in it, as XML. */
export function elementText({ name, attributes, children }: XmlElement): string {
  const opening = `<${name}${attributesText(attributes)}`
  return children.length === 0 ? `${opening}/>` : `${opening}>${childrenText(children)}</${name}>`
}

export function childrenText(children: readonly (XmlElement | string)[]): string {
  let text = ''
  for (const child of children) text += typeof child === 'string' ? escapeText(child) : elementText(child)
  return text
}

export function attributesText(attributes: Record<string, string>): string {
  let text = ''
  for (const name in attributes) text += ` ${name}="${escapeAttribute(attributes[name]!)}"`
  return text
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

export function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (character) => ESCAPES[character]!) : text
}

export function escapeAttribute(text: string): string {
  return /[&<>"\r\n\t]/.test(text) ? text.replace(/[&<>"\r\n\t]/g, (character) => ESCAPES[character]!) : text
}

/** The children that are elements. */
export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string')
}

/** The first child element of that name, prefix or no. */
export function childOf(element: XmlElement, local: string): XmlElement | undefined {
  return elementsOf(element).find((child) => child.local === local)
}

/** The text directly in an element. */
export function textOf(element: XmlElement): string {
  return element.children.filter((child) => typeof child === 'string').join('')
}

/** Calls back for an element and every one inside it, outermost first. */
export function walk(element: XmlElement, visit: (element: XmlElement) => void): void {
  visit(element)
  for (const child of element.children) if (typeof child !== 'string') walk(child, visit)
}

/** An element's prefix with its colon, or ''. @example prefixOf('x:row') // 'x:' */
export function prefixOf(name: string): string {
  return name.slice(0, name.indexOf(':') + 1)
}
