import { formatDuration } from './duration.js'
import { shortPath } from './message.js'

interface Refreshed {
  readonly profile: string
  readonly status: 'refreshed' | 'adopted' | 'recovered' | 'current' | 'planned'
  readonly expires: number | null
  readonly paths: readonly string[]
  readonly diff: string | null
}

const WORDS: Readonly<Record<Exclude<Refreshed['status'], 'planned'>, string>> = {
  refreshed: 'was refreshed',
  adopted: 'has been renewed by the program it comes from, and was copied from there',
  recovered: 'had been refreshed by a run that was interrupted; its work is finished now',
  current: 'has just been refreshed by another program',
}

/** What was done, as lines. `now` in Unix milliseconds. */
export const refreshText = (
  { profile, status, expires, paths, diff }: Refreshed,
  { now, home }: { readonly now: number; readonly home: string },
): string => {
  const files = paths.map(
    (path) => `  ${status === 'planned' ? 'would write' : 'written'}  ${shortPath(path, home)}`,
  )
  if (status === 'planned')
    return [
      `Nothing was written, and nobody was asked. ${profile} would be renewed in:`,
      ...files,
      diff?.trimEnd() ?? '',
      '',
    ].join('\n')
  const lasts = expires === null || expires <= now ? '' : ` It is good for ${formatDuration(expires - now)}.`
  return [`${profile} ${WORDS[status]}.${lasts}`, ...files, ''].join('\n')
}
