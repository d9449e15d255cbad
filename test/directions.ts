/**
 * Who may import whom, read off the syntax tree of every source file, type imports included. Example: a `renderer` file
 * with `import type { Store } from '../electron/file/store.ts'` gives one sentence that says so.
 */
import { posix } from 'node:path'
import { parseSync } from 'vite'

/** Source files by their path from the project's folder, with `/`. */
export type Sources = Record<string, string>

interface Node {
  type: string
  [field: string]: unknown
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string'

/** Every node of a tree, each with the nodes above it, nearest first. */
function* walk(node: Node, above: Node[] = []): Generator<{ node: Node; above: Node[] }> {
  yield { node, above }
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child, [node, ...above])
  }
}

function parse(file: string, source: string): Node {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  return program as unknown as Node
}

/** A text that stands in the source; null for one that is worked out. */
function literal(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  const quasis = node.quasis as { value: { cooked: string } }[] | undefined
  return node.type === 'TemplateLiteral' && quasis?.length === 1 ? (quasis[0]?.value.cooked ?? null) : null
}

const nameOf = (node: unknown) => (isNode(node) && node.type === 'Identifier' ? (node.name as string) : null)

/** What a file imports in any way at all; null stands for a name that is worked out when it runs. */
export function importsOf(file: string, source: string): (string | null)[] {
  const found: (string | null)[] = []
  for (const { node } of walk(parse(file, source))) {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ImportExpression':
      case 'TSImportType':
        found.push(literal(node.source))
        break
      case 'ExportNamedDeclaration':
        if (node.source) found.push(literal(node.source))
        break
      case 'TSExternalModuleReference':
        found.push(literal(node.expression))
        break
      case 'CallExpression': {
        const callee = node.callee as Node
        const required = nameOf(callee) === 'require' || nameOf(callee.object) === 'require'
        if (required) found.push(literal((node.arguments as Node[])[0]))
      }
    }
  }
  for (const [, name] of source.matchAll(/^\s*\/\/\/\s*<reference\s+(?:types|path|lib)\s*=\s*["']([^"']+)/gm))
    found.push(name!)
  return found
}

/** What the pure part must not reach for: the machine, the page, the clock, chance. */
const IMPURE = new Set(
  'window document navigator location history localStorage sessionStorage indexedDB fetch XMLHttpRequest WebSocket self globalThis global process Buffer require module __dirname __filename console crypto performance setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame alert HTMLElement Worker postMessage eval'.split(
    ' ',
  ),
)

/** Is this name a use of something, and not the name of a field or a parameter's label in a type? */
function isUse(node: Node, parent: Node | undefined): boolean {
  if (!parent) return true
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed === true
  if (parent.type === 'Property') return parent.value === node || parent.computed === true
  if (
    /^(?:TS(?:PropertySignature|MethodSignature|QualifiedName)|PropertyDefinition|MethodDefinition|ImportSpecifier|ExportSpecifier)$/.test(
      parent.type,
    )
  )
    return parent.key !== node || parent.computed === true
  return true
}

/** The clock, chance and the machine, where a pure file uses them. */
export function impuritiesOf(file: string, source: string): string[] {
  const found: string[] = []
  for (const { node, above } of walk(parse(file, source))) {
    const name = nameOf(node)
    if (name && IMPURE.has(name) && isUse(node, above[0])) found.push(name)
    if (node.type === 'MemberExpression') {
      const path = `${nameOf(node.object)}.${nameOf(node.property) ?? literal(node.property)}`
      if (path === 'Date.now' || path === 'Math.random') found.push(path)
    }
    const noArguments = (node.arguments as unknown[] | undefined)?.length === 0
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && noArguments) found.push('new Date()')
    if (node.type === 'CallExpression' && nameOf(node.callee) === 'Date') found.push('Date()')
    if (node.type === 'MetaProperty') found.push('import.meta')
  }
  return found
}

/** Does a file reach for the bridge, in any of the ways to write `window.api`? */
export function touchesBridge(file: string, source: string): boolean {
  const root = (node: unknown): string | null => {
    if (!isNode(node)) return null
    return nameOf(node) ?? (isNode(node.expression) ? root(node.expression) : null)
  }
  const isWindow = (node: unknown) => ['window', 'globalThis', 'self'].includes(root(node) ?? '')
  for (const { node } of walk(parse(file, source))) {
    if (node.type === 'MemberExpression' && isWindow(node.object)) {
      if ((nameOf(node.property) ?? literal(node.property)) === 'api') return true
    }
    if (
      node.type === 'VariableDeclarator' &&
      isWindow(node.init) &&
      isNode(node.id) &&
      node.id.type === 'ObjectPattern'
    ) {
      const keys = (node.id.properties as Node[]).map((property) => nameOf(property.key))
      if (keys.includes('api')) return true
    }
  }
  return false
}

/** Each room of the house: the rooms its files may import from, and the packages. `*` is any. */
const ROOMS: [room: string, rooms: string[], packages: string[]][] = [
  ['shared', [], ['zod', 'papaparse']],
  ['electron/file', ['shared'], ['node:*', 'better-sqlite3', 'zod']],
  ['electron/workbook', ['shared'], ['node:*', 'saxen', 'exceljs', 'zod']],
  ['electron/cli', ['shared', 'electron/file', 'electron/workbook'], ['node:*', 'zod']],
  ['electron/preload', ['shared'], ['electron']],
  [
    'electron/main',
    ['shared', 'electron/file', 'electron/workbook', 'electron/preload'],
    ['node:*', 'electron', 'zod'],
  ],
  ['renderer', ['shared'], ['*']],
]
/** What a window has none of, whatever its packages. */
const NOT_IN_A_WINDOW = /^(?:node:|electron$|electron\/|better-sqlite3$|exceljs$)/

/** The order inside `shared`; each file imports only its own storey and those before it. Others stand with the edits. */
const STOREYS = [
  ['money', 'years', 'refusal', 'sheet'],
  ['arithmetic', 'days', 'model', 'table', 'texttable'],
  ['change'],
  ['plan'],
  ['funding', 'totals', 'reserves', 'underspend', 'pots', 'bridge', 'contracts'],
  ['edits'],
  ['importing', 'exporting', 'templates'],
  ['clipboard'],
  ['ipc'],
]
function storeyOf(file: string): number {
  const name = file.split('/')[1]!.replace(/\.tsx?$/, '')
  const storey = STOREYS.findIndex((names) => names.includes(name))
  return storey >= 0 ? storey : STOREYS.findIndex((names) => names.includes('edits'))
}

const roomOf = (path: string) => ROOMS.find(([room]) => path.startsWith(`${room}/`))

/** A circle of files that import one another, or null. */
export function circleIn(graph: Map<string, string[]>): string[] | null {
  const done = new Set<string>()
  const visit = (file: string, path: string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file])
      if (circle) return circle
    }
    done.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const circle = visit(file, [])
    if (circle) return circle
  }
  return null
}

/** Everything that breaks the directions, each as a sentence that names the file. */
export function violationsIn(sources: Sources): string[] {
  const found: string[] = []
  const graph = new Map<string, string[]>()
  for (const [file, source] of Object.entries(sources)) {
    const room = roomOf(file)
    if (!room) {
      found.push(`${file} stands in no room of the house`)
      continue
    }
    const [name, rooms, packages] = room
    const say = (what: string) => found.push(`${file} ${what}`)
    graph.set(file, [])
    for (const specifier of importsOf(file, source)) {
      if (specifier === null) {
        if (name === 'shared' || name === 'renderer') say('imports something that is worked out when it runs')
      } else if (specifier.startsWith('.')) {
        const target = posix.normalize(posix.join(posix.dirname(file), specifier.replace(/\?.*$/, '')))
        const [home] = roomOf(target) ?? [null]
        if (!/\.(?:tsx?|css|json|svg|woff2)$/.test(target)) say(`imports ${specifier} without its ending`)
        if (home !== name && !(home && rooms.includes(home))) say(`imports ${target}`)
        if (name === 'shared' && home === name) {
          graph.get(file)?.push(target)
          if (storeyOf(target) > storeyOf(file)) say(`imports ${target}, which stands above it`)
        }
      } else {
        const allowed = packages.some((known) =>
          known.endsWith('*') ? specifier.startsWith(known.slice(0, -1)) : specifier === known,
        )
        if (!allowed || (name === 'renderer' && NOT_IN_A_WINDOW.test(specifier))) say(`imports ${specifier}`)
      }
    }
    if (name === 'shared') for (const impurity of impuritiesOf(file, source)) say(`uses ${impurity}`)
    if (name === 'renderer' && file !== 'renderer/api.ts' && touchesBridge(file, source)) say('touches window.api')
  }
  const circle = circleIn(graph)
  if (circle) found.push(`${circle.join(' imports ')}: a circle`)
  return found
}
