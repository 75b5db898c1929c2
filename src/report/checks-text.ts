import { CAPABILITY_KINDS } from '../contract/index.js'
import type { ListedPlugin } from './plugins-schema.js'
import { ORIGINS } from './plugins-text.js'
import { paint, type Style } from './style.js'
import { wrap } from './wrap.js'

interface Listed extends Pick<ListedPlugin, 'version' | 'origin' | 'trust' | 'state' | 'granted'> {
  readonly id: string
  readonly title: string
  readonly plugin: string
  /** ISO 8601. */
  readonly time: string | null
}

const GAP = 2
/** Columns; where there are fewer, titles stand below the ids. */
const NARROWEST_TITLE = 32

/** `checks list` for a person: under whose they are, each check with what is true when it passes. */
export const checksText = (checks: readonly Listed[], style: Style, cli: string): string => {
  const { width } = style
  const column = Math.max(...checks.map(({ id }) => id.length)) + GAP
  const isNarrow = width - column < NARROWEST_TITLE
  const indent = ' '.repeat(isNarrow ? GAP : column)
  const line = ({ id, title, state }: Listed): string => {
    const told = state === 'off' ? `${title} (disabled)` : title
    return `${isNarrow ? `${id}\n${indent}` : id.padEnd(column)}${wrap(told, width, indent)}`
  }
  const byOwner = new Map<string, Listed[]>()
  for (const check of checks) {
    const owner = ownerWords(check)
    const own = byOwner.get(owner) ?? []
    own.push(check)
    byOwner.set(owner, own)
  }
  const groups = [...byOwner].map(([owner, own]) =>
    [paint(style, 'bold', wrap(owner, width, '')), ...own.map(line)].join('\n'),
  )
  const first = checks[0]?.id ?? 'ID'
  const more = `More about one: ${wrap(`\`${cli} checks show ${first}\``, width, '', 16)}`
  return `${[...groups, more].join('\n\n')}\n`
}

const ownerWords = (check: Listed): string => {
  const { version, origin, plugin, time } = check
  if (origin === 'bundled') return `Bundled, ${version}`
  const named = version === null ? plugin : `${plugin} ${version}`
  const agreed = time === null ? [] : [`agreed to on ${time.slice(0, 10)}`]
  return `${named}: ${[ORIGINS[origin], trustWords(check), ...agreed].join(', ')}`
}

const trustWords = ({ trust, granted }: Listed): string => {
  if (trust === 'rejected') return 'rejected'
  const kinds = CAPABILITY_KINDS.filter((kind) => (granted[kind] ?? []).length > 0)
  return kinds.length === 0 ? 'no rights' : `may ${kinds.map((kind) => WORDS[kind]).join(', ')}`
}

const WORDS = {
  read: 'read files',
  run: 'run programs',
  reach: 'reach hosts',
  env: 'see variables',
  facts: 'be told facts',
} as const
