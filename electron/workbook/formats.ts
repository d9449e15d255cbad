/**
 * Tells what a file is by what is in it and never by its ending: a workbook, a table as text, or something that was chosen
 * by mistake, with what to do about it. Example: an .xls that was renamed to .csv is still an .xls.
 */

import { decodeText } from './encodings.ts'
import { Unreadable } from './unreadable.ts'
import { listEntries, readEntry } from './zip.ts'

const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
/** How a workbook with a password names its content, inside the container of the old Office files. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
/** Every part of a zip file begins like this; the two bytes after it are small numbers. */
const ZIP = Buffer.from('PK')
const HIGHEST_ZIP_MARK = 8

const SAVE_AS = 'open it in Excel or LibreOffice, save it as .xlsx and choose that file'
const EMPTY = new Unreadable('is empty', 'choose the file that holds the budget')

/** What a file that can be read is: a package, or text with its byte order mark taken off. */
export type Content = { kind: 'package' } | { kind: 'text'; text: string }

/**
 * @param bytes the whole file
 * @throws {Unreadable} when it is neither a workbook nor text that may be a table
 */
export function contentOfFile(bytes: Buffer): Content {
  if (bytes.length === 0) throw EMPTY
  if (bytes.indexOf(OLD_OFFICE) === 0) {
    if (bytes.includes(ENCRYPTED)) {
      throw new Unreadable(
        'is protected with a password',
        'open it in Excel, take the password off, save it and try again',
      )
    }
    throw new Unreadable('is in the old format of Excel (.xls)', SAVE_AS)
  }
  if (bytes.indexOf(ZIP) === 0 && (bytes[2] ?? 0) <= HIGHEST_ZIP_MARK) {
    refuseOpenDocument(bytes)
    return { kind: 'package' }
  }
  if (bytes.toString('latin1', 0, 5) === '%PDF-') throw new Unreadable('is a PDF', SAVE_AS)
  const text = decodeText(bytes)
  if (text === null) throw new Unreadable('is not a workbook', SAVE_AS)
  if (text.trim() === '') throw EMPTY
  const start = text.slice(0, 1024)
  if (/^\s*<(?:!doctype html|html|head|body|meta|style|table)\b/i.test(start) || /^\s*<[\s\S]*<html\b/i.test(start))
    throw new Unreadable('is a web page, whatever its ending says', SAVE_AS)
  if (/^\s*<\?xml/.test(start)) throw new Unreadable('is an XML file, not a workbook', SAVE_AS)
  return { kind: 'text', text }
}

function refuseOpenDocument(bytes: Buffer): void {
  const mimetype = listEntries(bytes).get('mimetype')
  if (mimetype && readEntry(bytes, mimetype).includes('application/vnd.oasis.opendocument')) {
    throw new Unreadable(
      'is an OpenDocument file (.ods)',
      'open it in LibreOffice or Excel, save it as .xlsx and choose that file',
    )
  }
}
