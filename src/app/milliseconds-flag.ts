import { Flags } from '@oclif/core'
import { parseDuration } from '../report/duration.js'
import { Refusal } from './refusal.js'

/** A flag that takes `8000`, `8s` or `1m` and gives milliseconds: a bare number counts in them, as Clawdbot's own do. */
export const millisecondsFlag = Flags.custom<number>({
  parse: async (input, _, { name }) => {
    const ms = parseDuration(input, 'ms')
    if (ms === null || ms <= 0)
      throw new Refusal(
        'BAD_FLAG',
        `--${name} ${input}: that is not a length of time.`,
        'Write it as 8000 or 8s.',
      )
    return ms
  },
})
