import { randomInt } from 'node:crypto'
import { Refusal } from '../../refusal.js'

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const LONGEST = 64

/** Names that Windows keeps for devices, whatever folder they are in. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/** Whether a text can name a case: it becomes the name of a file, here and on other systems. */
export const isCaseId = (text: string): boolean =>
  text.length <= LONGEST && ID.test(text) && !DEVICE.test(text)

/** The id as it was written. Throws a {@link Refusal} where it cannot be one. */
export const expectCaseId = (written: string): string => {
  if (isCaseId(written)) return written
  throw new Refusal(
    'BAD_CASE',
    `${JSON.stringify(written)} cannot be the id of a case.`,
    'Use small letters and digits, with - between them, such as ticket-4711.',
  )
}

// Without those that are easily taken for another one.
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'
const RANDOM = 4

/** A new id that tells the day, in UTC; `now` in Unix milliseconds. */
export const newCaseId = (now: number): string => {
  const random = Array.from({ length: RANDOM }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return `${new Date(now).toISOString().slice(0, 10)}-${random}`
}
