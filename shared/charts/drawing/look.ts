/**
 * How a picture is to be drawn: its width, its colours, its typeface. Exports are always in the light colours, whatever the
 * window has. Example: `draw(picture, exportLook('chart'))`.
 */
import type { ColourName } from '../picture.ts'

/** Every colour of a drawing. */
export type Palette = Readonly<Record<ColourName | 'ink' | 'inkSoft' | 'rule' | 'ruleFaint' | 'paper', string>>

export interface Look {
  /** Begins the names of what a drawing defines, so that several can stand in one page. */
  id: string
  /** In pixels. */
  width: number
  /** The drawing is as high as this at least, and higher where it must be. */
  height: number
  /** Of the text, in pixels. */
  size: number
  font: string
  palette: Palette
  /** Whether what the picture is of, its sentence and its notes are drawn too. */
  titled: boolean
}

/** The light colours, as styles/tokens.css has them; no paler than 3:1 on paper where they mean something. */
export const light: Palette = {
  ink: '#1b2226',
  inkSoft: '#535c61',
  rule: '#838785',
  ruleFaint: '#eeece6',
  paper: '#ffffff',
  accent: '#0b5748',
  bad: '#9f1f1b',
  soft: '#535c61',
  series1: '#0b5748',
  series2: '#b45309',
  series3: '#2563a8',
  series4: '#8a2f6b',
  series5: '#4d7c0f',
  series6: '#6b7280',
  series7: '#0e7490',
  series8: '#1b2226',
}

/** The colours of the window as it is: the tokens follow light, dark and forced colours by themselves. */
export const live: Palette = {
  ink: 'var(--ink)',
  inkSoft: 'var(--ink-soft)',
  rule: 'var(--rule-strong)',
  ruleFaint: 'var(--rule-faint)',
  paper: 'var(--paper)',
  accent: 'var(--accent)',
  bad: 'var(--error)',
  soft: 'var(--ink-soft)',
  series1: 'var(--series-1)',
  series2: 'var(--series-2)',
  series3: 'var(--series-3)',
  series4: 'var(--series-4)',
  series5: 'var(--series-5)',
  series6: 'var(--series-6)',
  series7: 'var(--series-7)',
  series8: 'var(--series-8)',
}

/** For a paper: across a page of Word its text is of about 8 points. */
export const exportLook = (id: string): Look => ({
  id,
  width: 800,
  height: 450,
  size: 14,
  font: 'Arial, Helvetica, "Liberation Sans", sans-serif',
  palette: light,
  titled: true,
})

/** How many pixels of an image stand for one of the drawing: 1600 × 900 fill the width of a page sharply. */
export const IMAGE_SCALE = 2
