import type { Data, Message, Value } from '../contract/index.js'
import { isMessageFormat, type MessageFormat, PLACEHOLDER, readsAsText } from '../contract/placeholder.js'
import { formatDuration } from './duration.js'

export { placeholdersOf } from '../contract/placeholder.js'

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

/** The same for every path in a text. */
export const shortPathsIn = (text: string, home: string): string =>
  home === '' || home === '/' ? text : text.replaceAll(`${home}/`, '~/').replaceAll(`${home}\\`, '~\\')

/** A file may hold a number that is no moment of any calendar. */
const formatTime = (ms: number): string => {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return 'an unknown time'
  return date
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d+\.\d+Z$/, ' UTC')
}

const FORMATS: Readonly<Record<MessageFormat, (value: Value, around: MessageSurroundings) => string>> = {
  duration: (value) => formatDuration(Number(value)),
  time: (value) => formatTime(Number(value)),
  path: (value, around) => shortPath(String(value), around.home),
  list: (value) => (Array.isArray(value) ? value.join(', ') : String(value)),
  mode: (value) => Number(value).toString(8).padStart(4, '0'),
  plural: (value) => ((Array.isArray(value) ? value.length : Number(value)) === 1 ? '' : 's'),
}

const fill = (template: string, data: Data, around: MessageSurroundings): string =>
  template.replaceAll(PLACEHOLDER, (whole, key: string, format: string | undefined) => {
    const value = key === 'cli' ? around.cli : Object.hasOwn(data, key) ? data[key] : undefined
    if (value === undefined || value === null || !readsAsText(value)) return whole
    if (format === undefined) return String(value)
    return isMessageFormat(format) ? FORMATS[format](value, around) : whole
  })

/** Renders prose, late: the same finding reads right under any name, home and clock. */
export const fillMessage = (message: Message, data: Data, around: MessageSurroundings): FilledMessage => ({
  what: fill(message.what, data, around),
  why: fill(message.why, data, around),
  next: message.next === undefined ? null : fill(message.next, data, around),
})
