/**
 * Recognises the files that are chosen by mistake, by what is in them and not by their ending, and says of each what to
 * do. Example: an .xls that was renamed to .xlsx is still an .xls.
 */

import { Unreadable } from './unreadable.ts'
import { listEntries, readEntry } from './zip.ts'

const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
/** How a workbook with a password names its content, inside the container of the old Office files. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
const ZIP = Buffer.from('PK')

const SAVE_AS = 'open it in Excel or LibreOffice, save it as .xlsx and choose that file'

/**
 * Passes a file that may be a workbook, or says what it is instead.
 * @param bytes the whole file
 * @param name its name, of which only the ending matters, for text files
 * @throws {Unreadable} when the file is something else
 */
export function refuseOtherFormats(bytes: Buffer, name: string): void {
  if (bytes.length === 0) throw new Unreadable('is empty', 'choose the file that holds the budget')
  if (bytes.indexOf(OLD_OFFICE) === 0) {
    if (bytes.includes(ENCRYPTED)) {
      throw new Unreadable(
        'is protected with a password',
        'open it in Excel, take the password off, save it and try again',
      )
    }
    throw new Unreadable('is in the old format of Excel (.xls)', SAVE_AS)
  }
  if (bytes.indexOf(ZIP) !== 0) throw new Unreadable(describe(bytes, name), SAVE_AS)
  const mimetype = listEntries(bytes).get('mimetype')
  if (mimetype && readEntry(bytes, mimetype).includes('application/vnd.oasis.opendocument')) {
    throw new Unreadable(
      'is an OpenDocument file (.ods)',
      'open it in LibreOffice or Excel, save it as .xlsx and choose that file',
    )
  }
}

function describe(bytes: Buffer, name: string): string {
  const start = bytes.subarray(0, 1024).toString('latin1')
  if (start.startsWith('%PDF')) return 'is a PDF'
  if (/<html|<table|<!doctype html/i.test(start)) return 'is a web page, whatever its ending says'
  if (/^\W{0,3}<\?xml/.test(start)) return 'is an XML file, not a workbook'
  const isText = /\.(?:csv|tsv|txt)$/i.test(name) || bytes.subarray(0, 1024).every((byte) => byte > 8)
  return isText ? 'is a text file (such as CSV), which cannot be read yet' : 'is not a workbook'
}
