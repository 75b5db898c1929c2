import { problem } from './block.js'
import { formatDuration } from './duration.js'
import { shortPath } from './message.js'
import type { Style } from './style.js'

interface Stored {
  readonly profile: string
  readonly provider: string
  readonly agent: string
  readonly type: string
  readonly status: 'done' | 'unchanged' | 'planned'
  readonly expiresAt: number | null
  readonly storePath: string
  readonly configPath: string
  readonly diff: string | null
}

interface Surroundings {
  readonly cli: string
  readonly home: string
  /** Unix milliseconds. */
  readonly now: number
}

const validity = (expiresAt: number | null, now: number): string => {
  if (expiresAt === null) return 'no end of it is known'
  const day = new Date(expiresAt).toISOString().slice(0, 10)
  return expiresAt > now ? `until ${day} (${formatDuration(expiresAt - now)})` : `it ended on ${day}`
}

/** What was stored where, or would be. */
export const storedTokenText = (stored: Stored, { cli, home, now }: Surroundings): string => {
  const { profile, provider, agent, type, status, expiresAt, storePath, configPath, diff } = stored
  if (status === 'planned') {
    const plan = diff === null ? 'Nothing would be written.' : `It would be:\n${diff.trimEnd()}`
    return `Nothing was written. ${plan}\n`
  }
  const lines = [
    `Auth profile: ${profile} (${provider}/${type})`,
    `Valid: ${validity(expiresAt, now)}`,
    `Store: ${shortPath(storePath, home)} (agent ${agent})`,
    `Config: ${shortPath(configPath, home)}`,
    ...(status === 'unchanged' ? ['All of it was so already: nothing was written.'] : []),
    ...(expiresAt === null && provider === 'anthropic'
      ? ['With `--expires-in 365d` you would be warned before a setup-token ends.']
      : []),
    `Next: \`${cli} models status\``,
  ]
  return `${lines.join('\n')}\n`
}

interface Warning {
  readonly what: string
  readonly next: string | null
}

export const tokenWarningText = (warnings: readonly Warning[], style: Style): string =>
  warnings.map(({ what, next }) => `${problem(style, 'warning', what, next)}\n`).join('')
