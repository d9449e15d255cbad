/**
 * Makes small workbooks for tests, honest and hostile, part by part and byte by byte, with no spreadsheet library: so a
 * test can say exactly what is in the file. Example: `workbook({ rows: '<row r="1"><c r="A1"><v>1</v></c></row>' })`.
 */

import { crc32, deflateRawSync } from 'node:zlib'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const THREADS = 'http://schemas.microsoft.com/office/2017/10/relationships/threadedComment'
const THREADED = 'http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** An entry of a zip; what is not given is what is true of `content`. */
export interface Entry {
  name: string
  content: string | Buffer
  size?: number
  packedSize?: number
  crc?: number
  method?: number
  flags?: number
}

/** A zip file with these entries, in this order. */
export function zip(entries: Entry[]): Buffer {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content)
    const method = entry.method ?? 8
    const packed = method === 8 ? deflateRawSync(content) : content
    const name = Buffer.from(entry.name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(entry.flags ?? 0x800, 2)
    fields.writeUInt16LE(method, 4)
    fields.writeUInt32LE(entry.crc ?? crc32(content), 10)
    fields.writeUInt32LE(entry.packedSize ?? packed.length, 14)
    fields.writeUInt32LE(entry.size ?? content.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const central = Buffer.alloc(14)
    central.writeUInt32LE(offset, 10)
    list.push(Buffer.from('PK\x01\x02\x14\x00'), fields, central, name)
    const file = [Buffer.from('PK\x03\x04'), fields, name, packed]
    files.push(...file)
    offset += file.reduce((total, part) => total + part.length, 0)
  }
  const listed = Buffer.concat(list)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, listed, Buffer.from('PK\x05\x06'), end])
}

export interface SheetSource {
  name?: string
  state?: string
  /** Kind of its relationship. */
  kind?: string
  /** What stands inside `sheetData`. */
  rows?: string
  before?: string
  after?: string
  /** What stands inside `commentList`. */
  comments?: string
  /** What stands inside `ThreadedComments`. */
  threads?: string
}

export interface WorkbookSource extends SheetSource {
  /** Several sheets, instead of the one described beside. */
  sheets?: SheetSource[]
  /** What stands inside `sst`, and inside `styleSheet`. */
  strings?: string
  styles?: string
  properties?: string
  /** Between an XML part's first line and its root. */
  doctype?: string
  /** Changes each XML part before it is packed. */
  rewrite?: (xml: string, part: string) => string | Buffer
}

/** The entries of a workbook, to be packed by `zip`. */
export function parts(source: WorkbookSource): Entry[] {
  const sheets = source.sheets ?? [source]
  const links = sheets.map(({ kind = 'worksheet' }, index) =>
    link(`rId${index + 1}`, kind, `worksheets/sheet${index + 1}.xml`),
  )
  if (source.strings !== undefined) links.push(link('rIdT', 'sharedStrings', 'sharedStrings.xml'))
  if (source.styles !== undefined) links.push(link('rIdS', 'styles', 'styles.xml'))
  const tabs = sheets.map(
    ({ name = 'S', state = 'visible' }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`,
  )
  const files: [string, string][] = [
    ['_rels/.rels', relationships([link('rId1', 'officeDocument', 'xl/workbook.xml')])],
    ['xl/workbook.xml', main('workbook', `${source.properties ?? ''}<sheets>${tabs.join('')}</sheets>`)],
    ['xl/_rels/workbook.xml.rels', relationships(links)],
  ]
  if (source.strings !== undefined) files.push(['xl/sharedStrings.xml', main('sst', source.strings)])
  if (source.styles !== undefined) files.push(['xl/styles.xml', main('styleSheet', source.styles)])
  sheets.forEach(({ before = '', rows = '', after = '', comments, threads }, index) => {
    files.push([
      `xl/worksheets/sheet${index + 1}.xml`,
      main('worksheet', `${before}<sheetData>${rows}</sheetData>${after}`),
    ])
    const own: string[] = []
    if (comments !== undefined) {
      own.push(link('rId1', 'comments', `../comments${index + 1}.xml`))
      files.push([`xl/comments${index + 1}.xml`, main('comments', `<commentList>${comments}</commentList>`)])
    }
    if (threads !== undefined) {
      own.push(
        `<Relationship Id="rId2" Type="${THREADS}" Target="../threadedComments/threadedComment${index + 1}.xml"/>`,
      )
      const part = `<ThreadedComments xmlns="${THREADED}">${threads}</ThreadedComments>`
      files.push([`xl/threadedComments/threadedComment${index + 1}.xml`, part])
    }
    if (own.length > 0) files.push([`xl/worksheets/_rels/sheet${index + 1}.xml.rels`, relationships(own)])
  })
  const { doctype = '', rewrite = (xml: string) => xml } = source
  return files.map(([name, xml]) => ({ name, content: rewrite(`${HEAD}${doctype}${xml}`, name) }))
}

/** A workbook's bytes. */
export function workbook(source: WorkbookSource): Buffer {
  return zip(parts(source))
}

/** One row of inline texts and numbers. */
export function row(number: number, ...values: (string | number)[]): string {
  const cells = values.map((value, index) => {
    const at = `r="${String.fromCharCode(65 + index)}${number}"`
    return typeof value === 'number'
      ? `<c ${at}><v>${value}</v></c>`
      : `<c ${at} t="inlineStr"><is><t>${value}</t></is></c>`
  })
  return `<row r="${number}">${cells.join('')}</row>`
}

/** Puts a namespace prefix on every element of the main namespace, as Open XML SDK does. */
export function prefixed(xml: string): string {
  if (!xml.includes(`xmlns="${MAIN}"`)) return xml
  return xml.replace('xmlns=', 'xmlns:x=').replaceAll(/<(\/?)(?=[A-Za-z])/g, '<$1x:')
}

/** The strict form of the standard: other namespaces. */
export function strict(xml: string): string {
  return xml
    .replaceAll(MAIN, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
    .replaceAll(OFFICE, 'http://purl.oclc.org/ooxml/officeDocument/relationships')
}

/** The entries but one. */
export function without(entries: Entry[], name: string): Entry[] {
  return entries.filter((entry) => entry.name !== name)
}

function main(root: string, inside: string): string {
  return `<${root} xmlns="${MAIN}" xmlns:r="${OFFICE}">${inside}</${root}>`
}

function relationships(links: string[]): string {
  return `<Relationships xmlns="${PACKAGE}">${links.join('')}</Relationships>`
}

function link(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
}

/** Numbers from a seed (Park and Miller). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state
  }
}
