/**
 * A chart on its way to a file: what the window may hand over. An .svg may hold the elements that drawings are made of, and
 * nothing that does anything. Example: `chartFileSchema.parse({as: 'svg', name: 'Reserves', text: '<svg …'})`.
 */
import { z } from 'zod'

/** Every element that shared/charts/drawing makes. */
const ELEMENTS = new Set(['svg', 'title', 'desc', 'defs', 'pattern', 'rect', 'circle', 'line', 'text'])

/** Is it a drawing of those elements only, without anything that runs or refers to elsewhere? */
export function isDrawing(text: string): boolean {
  if (!text.startsWith('<svg ') || !text.endsWith('</svg>')) return false
  for (const [tag] of text.matchAll(/<[^>]*>?/g)) {
    const name = /^<\/?([a-z]+)(?=[\s/>])/.exec(tag)?.[1]
    if (!name || !ELEMENTS.has(name) || !tag.endsWith('>') || tag.includes('<', 1)) return false
    if (/\s(?:on\w*|style|[\w:]*href)\s*=/i.test(tag) || /url\((?!#)/i.test(tag)) return false
  }
  return true
}

/** The base64 of a PNG; about 30 MB at most. */
export const imageSchema = z
  .string()
  .max(40_000_000)
  .startsWith('iVBORw0KGgo')
  .refine((text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text), 'not base64')

export const chartFileSchema = z.discriminatedUnion('as', [
  z.object({ as: z.literal('png'), name: z.string().max(300), base64: imageSchema }),
  z.object({
    as: z.literal('svg'),
    name: z.string().max(300),
    text: z.string().max(10_000_000).refine(isDrawing, 'not a drawing'),
  }),
])
export type ChartFile = z.infer<typeof chartFileSchema>
