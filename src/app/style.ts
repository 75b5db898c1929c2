import type { Style } from '../report/style.js'
import { wantsPlain } from './plain.js'
import { lookOf } from './standard-streams.js'

interface OutputStream {
  readonly isTTY?: boolean
  readonly columns?: number
}

type Env = Readonly<Record<string, string | undefined>>

const WIDEST = 100

/** How a stream wants its text: colours only where they show, lines broken only where somebody reads them. */
export const styleFor = (stream: OutputStream, env: Env, platform: string): Style => ({
  plain: wantsPlain(env),
  width:
    stream.isTTY === true && !wantsPlain(env)
      ? Math.min(columnsOf(stream, env), WIDEST)
      : Number.POSITIVE_INFINITY,
  color: wantsColor(stream, env),
  unicode: platform === 'win32' ? env.WT_SESSION !== undefined : env.TERM !== 'linux' && !isPlainLocale(env),
})

/** In a file nobody sees colours, and lines are as long as they are. */
export const FILE_STYLE: Style = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }

/** How what goes to stderr has to look. */
export const errorStyle = (): Style => styleFor(lookOf('stderr'), process.env, process.platform)

/** A terminal that does not tell its size (0 columns) is taken for one of 80. */
const columnsOf = (stream: OutputStream, env: Env): number => stream.columns || Number(env.COLUMNS) || 80

const wantsColor = (stream: OutputStream, env: Env): boolean => {
  if ((env.NO_COLOR ?? '') !== '') return false
  if ((env.FORCE_COLOR ?? '') !== '') return env.FORCE_COLOR !== '0'
  return stream.isTTY === true && env.TERM !== 'dumb'
}

const isPlainLocale = (env: Env): boolean => {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  return locale === 'C' || locale === 'POSIX'
}
