import type { Data, Message, Value } from '../contract/index.js'
import { formatDuration } from './duration.js'

/** What a message needs besides its finding's data. */
export interface MessageSurroundings {
  /** The name this program was called by. */
  readonly cli: string
  readonly home: string
}

/** A message with its data filled in. */
export interface FilledMessage {
  readonly what: string
  readonly why: string
  readonly next: string | null
}

/** Shortens a path below home to `~/…`. */
export const shortPath = (path: string, home: string): string => {
  if (home === '' || home === '/') return path
  if (path === home) return '~'
  const rest = path.startsWith(home) ? path.slice(home.length) : ''
  return rest.startsWith('/') || rest.startsWith('\\') ? `~${rest}` : path
}

const FORMATS: Readonly<Record<string, (value: Value, around: MessageSurroundings) => string>> = {
  duration: (value) => formatDuration(Number(value)),
  time: (value) =>
    new Date(Number(value))
      .toISOString()
      .replace('T', ' ')
      .replace(/:\d+\.\d+Z$/, ' UTC'),
  path: (value, around) => shortPath(String(value), around.home),
  list: (value) => (Array.isArray(value) ? value.join(', ') : String(value)),
  mode: (value) => Number(value).toString(8).padStart(4, '0'),
}

const PLACEHOLDER = /\{\{\s*(\w+)\s*(?:\|\s*(\w+)\s*)?\}\}/g

const fill = (template: string, data: Data, around: MessageSurroundings): string =>
  template.replaceAll(PLACEHOLDER, (whole, key: string, format: string | undefined) => {
    const value = key === 'cli' ? around.cli : data[key]
    if (value === undefined || value === null) return whole
    return format === undefined ? String(value) : (FORMATS[format]?.(value, around) ?? whole)
  })

/** Renders prose, late: the same finding reads right under any name, home and clock. */
export const fillMessage = (message: Message, data: Data, around: MessageSurroundings): FilledMessage => ({
  what: fill(message.what, data, around),
  why: fill(message.why, data, around),
  next: message.next === undefined ? null : fill(message.next, data, around),
})

/** The placeholders a template names, `cli` left out; for tests of messages. */
export const placeholdersOf = (template: string): readonly { key: string; format: string | null }[] =>
  [...template.matchAll(PLACEHOLDER)]
    .map((match) => ({ key: String(match[1]), format: match[2] ?? null }))
    .filter(({ key }) => key !== 'cli')

export const knownFormats: readonly string[] = Object.keys(FORMATS)
