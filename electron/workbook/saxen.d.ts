/**
 * The types of the XML parser, which comes without: as much of it as is used here. An element's attributes are taken apart
 * when they are asked for, their values as they stand in the file. Example: `attributes().r` of `<c r="A1">` is 'A1'.
 */

declare module 'saxen' {
  export class Parser {
    on(event: 'openTag', listener: (name: string, attributes: () => Record<string, string>) => void): this
    on(event: 'closeTag', listener: () => void): this
    /** The characters between two tags, whole, references and all. */
    on(event: 'text', listener: (text: string) => void): this
    on(event: 'cdata', listener: (text: string) => void): this
    /** Anything that begins with `<!` and is neither a comment nor CDATA. */
    on(event: 'attention', listener: (text: string) => void): this
    /** What is not well-formed: `warn` where the parser would pass over it. */
    on(event: 'error' | 'warn', listener: () => void): this
    write(xml: string): this
    end(): void
  }
}
