/**
 * The table in a piece of HTML from the clipboard, as rows of cells. The HTML is parsed apart from the window: nothing in it
 * is loaded, runs or is shown. Example: `<table><tr><td>a<br>b` is one row of one cell, "a" and "b" on two lines.
 */
import type { HtmlCell, HtmlRow } from '../../shared/clipboard/reading.ts'

/** Elements that begin a line of their own. */
const LINES = new Set(['P', 'DIV', 'LI', 'H1', 'H2', 'H3'])
/** Elements whose text is not the cell's; LibreOffice writes a cell's note as `comment`. */
const SILENT = new Set(['STYLE', 'SCRIPT', 'COMMENT', 'TITLE'])

/** The rows of the first table that has any; null where there is none. */
export function tableRows(html: string): HtmlRow[] | null {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const table = [...parsed.querySelectorAll('table')].find(({ rows }) => rows.length > 0)
  if (!table) return null
  return [...table.rows].map((row) => {
    const attributes = attributesOf(row)
    // What this program wrote has its spaces as they are; others break their lines where they like.
    const own = 'data-row' in attributes
    return { attributes, cells: [...row.cells].map((cell) => cellOf(cell, own)) }
  })
}

function cellOf(cell: HTMLTableCellElement, own: boolean): HtmlCell {
  const parts: string[] = []
  const read = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) parts.push(own ? (node.nodeValue ?? '') : plain(node.nodeValue ?? ''))
    else if (node.nodeName === 'BR') parts.push('\n')
    else if (node.nodeType === Node.ELEMENT_NODE && !SILENT.has(node.nodeName)) {
      if (LINES.has(node.nodeName) && parts.some((part) => part.trim() !== '')) parts.push('\n')
      for (const child of node.childNodes) read(child)
    }
  }
  for (const child of cell.childNodes) read(child)
  const text = parts.join('')
  return { text: own ? text : text.replace(/ *\n */g, '\n').replace(/ {2,}/g, ' '), attributes: attributesOf(cell) }
}

const plain = (text: string) => text.replace(/[ \t\r\n\f\u00a0]+/g, ' ')

const attributesOf = (element: Element) =>
  Object.fromEntries([...element.attributes].map(({ name, value }) => [name.toLowerCase(), value]))
