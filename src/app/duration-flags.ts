import { Flags } from '@oclif/core'
import { parseDuration } from '../report/duration.js'
import { Refusal } from './refusal.js'

const durationIn = (bareUnit: 's' | 'ms', howToWrite: string) =>
  Flags.custom<number>({
    parse: async (input, _, { name }) => {
      const ms = parseDuration(input, bareUnit)
      if (ms === null || ms <= 0)
        throw new Refusal('BAD_FLAG', `--${name} ${input}: that is not a length of time.`, howToWrite)
      return ms
    },
  })

/** A flag that takes `90s`, `30m`, `12h` or `7d` and gives milliseconds. */
export const durationFlag = durationIn('s', 'Write it as 90s, 30m, 12h or 7d.')

/** A flag that takes `8000`, `8s` or `1m` and gives milliseconds: a bare number counts in them, as Clawdbot's own do. */
export const millisecondsFlag = durationIn('ms', 'Write it as 8000 or 8s.')
