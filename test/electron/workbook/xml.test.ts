/** Our reading of XML beside saxes, a parser for all of it: the same events for the same parts, and no fewer refusals. */
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { localName, readXml } from '../../../electron/workbook/xml.ts'
import { random } from './hostile.ts'

type Event = string | [name: string, attributes: Record<string, string>]

/** Events with neighbouring texts joined; null when it is refused. */
function ours(xml: string | Buffer): Event[] | null {
  const events: Event[] = []
  try {
    readXml(Buffer.from(xml as string), 'it', {
      open: (name, attributes) => events.push([name, { ...(attributes as Record<string, string>) }]),
      close: (name) => events.push(`/${name}`),
      text: (text) => addText(events, text),
    })
  } catch {
    return null
  }
  return events
}

function theirs(xml: string): Event[] | null {
  const events: Event[] = []
  const parser = new SaxesParser()
  let depth = 0
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('DOCTYPE')
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth++
    events.push([localName(name), { ...attributes } as Record<string, string>])
  })
  parser.on('closetag', ({ name }) => {
    depth--
    events.push(`/${localName(name)}`)
  })
  const text = (value: string) => void (depth > 0 && addText(events, value))
  parser.on('text', text)
  parser.on('cdata', text)
  try {
    parser.write(xml).close()
  } catch {
    return null
  }
  return events
}

function addText(events: Event[], text: string): void {
  const last = events.at(-1)
  if (typeof last === 'string' && last.startsWith('=')) events[events.length - 1] = last + text
  else if (text !== '') events.push(`=${text}`)
}

const PART = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- by hand --><x:worksheet xmlns:x="urn:a" mc:Ignorable='x14ac'><x:row r="1" spans = "1:2"
 ht="15.5"/><c r="A1" t="s" ><v>17</v></c><c><f>IF(A1&gt;2,"a","b")&amp;&#65;&#x1F600;</f><![CDATA[<kept> & ]]>é\r\n</c>
<empty  /><_a.b-c d="a>b" e="tab\there"/></x:worksheet>
`

describe('XML', () => {
  test.each([
    PART,
    '<a/>',
    '\ufeff<a>b</a>\n<!-- after -->',
    '<a><b></b><b/></a>',
    '<a b="&lt;&quot;&apos;" c=\'"\'>]] ></a >',
    '<a><!-- - <b> --><?b <c> ?></a>',
    `<a>${'x'.repeat(200_000)}</a>`,
    `<a>${'<b c="é😀"/>'.repeat(20_000)}</a>`,
    '<a constructor="1" __proto__="2" toString="3"/>',
  ])('%#: the same events', (xml) => {
    const events = ours(xml)
    expect(events).not.toBeNull()
    expect(events).toEqual(theirs(xml))
  })

  test.each([
    ...[
      '',
      ' ',
      'text',
      '<a>',
      '<a></b>',
      '<a/><b/>',
      '<a/>text',
      'text<a/>',
      '<a><b></a></b>',
      '</a>',
      '<>',
      '< a/>',
      '<a',
    ],
    ...[
      '<a b/>',
      '<a b=c/>',
      '<a b="1" b="2"/>',
      '<a b="<"/>',
      '<a b="1"c="2"/>',
      '<a 1="2"/>',
      '<1/>',
      '<a/ >',
      '<a b="1/>',
    ],
    ...[
      '<a>&b;</a>',
      '<a>&</a>',
      '<a>&#0;</a>',
      '<a>&#xD800;</a>',
      '<a>&#x110000;</a>',
      '<a>\u0001</a>',
      '<a>&#2;</a>',
    ],
    ...[
      '<!DOCTYPE a><a/>',
      '<a><![CDATA[</a>',
      '<a><!-- </a>',
      '<![CDATA[b]]><a/>',
      '<a><!ELEMENT b></a>',
      '<a>&AMP;</a>',
    ],
  ])('refused: %j', (xml) => {
    expect(theirs(xml)).toBeNull()
    expect(ours(xml)).toBeNull()
  })

  test('is well-formed or not, whoever listens', () => {
    const names: string[] = []
    const open = (name: string) => void names.push(name)
    readXml(Buffer.from('<a><b>x</b><c/></a>'), 'it', { open })
    expect(names).toEqual(['a', 'b', 'c'])
    expect(() => readXml(Buffer.from('<a>&b;</a>'), 'it', { open })).toThrow('it cannot be read')
  })

  test('wherever a piece ends, the events are the same', () => {
    const expected = theirs(PART.trim())!
    const start = PART.indexOf('<x:worksheet')
    for (let shift = 0; shift < PART.length; shift++) {
      const filler = `<!--${' '.repeat(64 * 1024 - 7 - shift)}-->`
      expect(ours(filler + PART.slice(start).trim())).toEqual(expected)
    }
  })

  test('20,000 mutated parts: what saxes reads we read alike, what it refuses we refuse', () => {
    const outcomes = { read: 0, refused: 0 }
    for (let seed = 1; seed <= 20_000; seed++) {
      const next = random(seed)
      const characters = [...PART.slice(PART.indexOf('<x:worksheet'))]
      for (let count = 1 + (next() % 3); count > 0; count--) {
        const at = next() % characters.length
        const piece = [...'<>/"\'=&;#!?-[] \n1aZé:._', '', '', '<b>', '</b>', '&lt;', ']]>'][next() % 30]!
        characters.splice(at, next() % 2, piece)
      }
      const xml = characters.join('')
      const expected = theirs(xml)
      const events = ours(xml)
      outcomes[expected ? 'read' : 'refused']++
      // Harmless, and not looked for: what comments, instructions and text must not hold.
      if (expected === null && /<!--|<\?|\]\]>.*\]\]>/s.test(xml) && events !== null) continue
      expect([xml, events]).toEqual([xml, expected])
    }
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(2000)
  })
})
