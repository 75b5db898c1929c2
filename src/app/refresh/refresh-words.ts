import type { Refreshed } from './refresh-profile.js'

/** What to say where a new login is not in every file yet, one sentence each. */
export const leftWarnings = ({ left, kept }: Pick<Refreshed, 'left' | 'kept'>): readonly string[] =>
  left.map((why) =>
    kept === null
      ? `The new login could not be written (${why}), nor kept anywhere else.`
      : `The new login could not be written yet (${why}). It is kept in ${kept}; the next run puts it there.`,
  )
