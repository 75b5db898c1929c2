import { Flags } from '@oclif/core'
import { parseDuration } from '../report/duration.js'
import { Refusal } from './refusal.js'

/** A flag that takes `90s`, `30m`, `12h` or `7d` and gives milliseconds. */
export const durationFlag = Flags.custom<number>({
  parse: async (input, _, { name }) => {
    const ms = parseDuration(input, 's')
    if (ms === null || ms <= 0)
      throw new Refusal(
        'BAD_FLAG',
        `--${name} ${input}: that is not a length of time.`,
        'Write it as 90s, 30m, 12h or 7d.',
      )
    return ms
  },
})
