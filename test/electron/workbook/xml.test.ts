/** Reading XML: what is well-formed comes as it is meant, wherever its bytes are cut; what is not is refused. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readXml } from '../../../electron/workbook/xml.ts'

/** The elements as `open` and `close` see them, with the text between. */
function read(xml: string | Buffer): string {
  let seen = ''
  readXml(Buffer.from(xml as string), 'the part', {
    open(name, attributes, depth) {
      const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}=${value}`)
      seen += `<${depth}${name}${pairs.join('')}>`
    },
    close(name, depth) {
      seen += `</${depth}${name}>`
    },
    text(text) {
      seen += text
    },
  })
  return seen
}

describe('what is well-formed', () => {
  test.each<[string, string, string]>([
    ['prefixes', '<x:a xmlns:x="u"><x:b/></x:a>', '<1a xmlns:x=u><2b></2b></1a>'],
    ['both quotes', `<a b='"' c="'>"/>`, `<1a b=" c='>></1a>`],
    ['named references', '<a b="&lt;&amp;amp;">&gt;&quot;&apos;</a>', `<1a b=<&amp;>>"'</1a>`],
    ['numbered references', '<a b="&#163;">&#xA3;&#x1F600;&#128512;</a>', '<1a b=£>£😀😀</1a>'],
    ['CDATA as it stands', '<a>&amp;<![CDATA[<b>&amp;]]></a>', '<1a>&<b>&amp;</1a>'],
    ['comments and instructions', '<?xml version="1.0"?><!-- < --><a><?do it?><!-- & --></a>', '<1a></1a>'],
    ['ends of lines', '<a>1\r\n2\r3\n4</a>\r\n', '<1a>1\n2\n3\n4</1a>'],
    [
      'names that JavaScript knows',
      '<__proto__><toString/></__proto__>',
      '<1__proto__><2toString></2toString></1__proto__>',
    ],
  ])('%s', (_, xml, expected) => {
    expect(read(xml)).toBe(expected)
    expect(read(`\ufeff${xml}`)).toBe(expected)
    expect(read(Buffer.from(`\ufeff${xml}`, 'utf16le'))).toBe(expected)
    expect(read(Buffer.from(xml, 'utf16le').swap16())).toBe(expected)
  })

  test('the same wherever its pieces end', () => {
    const part = '<b c="x > y é">1 &lt; 😀<!-- > --><![CDATA[<]]>\r\n</b>'
    fc.assert(
      fc.property(fc.integer({ min: 65_400, max: 65_700 }), (before) => {
        const filler = 'x'.repeat(before)
        const inside = '<2b c=x > y é>1 < 😀<\n</2b>'
        for (const [xml, start] of [
          [`<a>${filler}`, `<1a>${filler}`],
          [`<a d="${filler}">`, `<1a d=${filler}>`],
          [`<a><!--${filler}-->`, '<1a>'],
          [`<a><![CDATA[${filler}]]>`, `<1a>${filler}`],
        ]) {
          expect(read(`${xml}${part.repeat(3)}</a>`)).toBe(`${start}${inside.repeat(3)}</1a>`)
        }
      }),
      { seed: 1, numRuns: 100 },
    )
  })
})

describe('what is not', () => {
  test.each([
    ['nothing', ''],
    ['no element', '<?xml version="1.0"?>'],
    ['two roots', '<a/><b/>'],
    ['text before the root', 'x<a/>'],
    ['text after the root', '<a/>x'],
    ['an element without an end', '<a><b></a>'],
    ['an end without an element', '<a></a></b>'],
    ['another end', '<a></ab>'],
    ['a tag cut short', '<a><b'],
    ['a comment without an end', '<a><!-- </a>'],
    ['CDATA without an end', '<a><![CDATA[</a>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute without a value', '<a b/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['attributes without a space', '<a b="1"c="2"/>'],
    ['a name that is none', '<1a/>'],
    ['a reference that is not known', '<a>&nbsp;</a>'],
    ['one in an attribute', '<a b="&nbsp;"/>'],
    ['an ampersand alone', '<a>R&D</a>'],
    ['the number of no character', '<a>&#0;</a>'],
    ['the number of half a character', '<a>&#xD83D;</a>'],
    ['a number beyond the last', '<a>&#x110000;</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['a declaration', '<!ELEMENT a><a/>'],
  ])('%s is refused', (_, xml) => {
    expect(() => read(xml)).toThrow('is damaged: the part cannot be read')
  })

  test('a DOCTYPE is refused, wherever it stands', () => {
    for (const xml of ['<!DOCTYPE a><a/>', '<a><!DOCTYPE a [<!ENTITY b "c">]></a>']) {
      expect(() => read(xml)).toThrow(/DOCTYPE/)
    }
  })

  test.each([
    ['text', (filler: string) => `<a>${filler}</a>`],
    ['a comment', (filler: string) => `<a><!--${filler}--></a>`],
    ['CDATA', (filler: string) => `<a><![CDATA[${filler.replaceAll('xx', 'x<')}]]></a>`],
  ])('%s without an end in sight is given up', (_, xml) => {
    expect(() => read(xml('x'.repeat(7_000_000)))).toThrow(/without an end/)
  })
})
