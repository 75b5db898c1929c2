import type { Fault } from '../../json/fault.js'
import { type Position, positionAt } from '../../json/position.js'
import { Refusal } from '../refusal.js'
import { nearestPattern } from './nearest.js'

/** What the settings are read from. */
export interface ConfigText {
  readonly path: string
  readonly text: string
}

/** A key as one would write it: `suppressions[0].until`; one that is no plain word in quotes. */
const keyName = (path: readonly string[]): string =>
  path
    .map((part, index) => {
      if (/^\d+$/.test(part) && index > 0) return `[${part}]`
      const plain = /^[$\w]+$/.test(part)
      return plain ? `${index === 0 ? '' : '.'}${part}` : `[${JSON.stringify(part)}]`
    })
    .join('')

const BAD = 'BAD_DOCTOR_CONFIG'

const refusalAt = (path: string, at: Position | null, what: string, hint: string | null): Refusal =>
  new Refusal(
    BAD,
    `${path}:${at?.line ?? 1}:${at?.column ?? 1}: ${what}`,
    hint ?? 'Mend it there, then run this again.',
  )

/** The file is no JSON at all. */
export const notJson = (path: string, fault: Fault): Refusal =>
  refusalAt(path, fault, `it is not JSON: ${fault.reason}.`, null)

/** A value is not what it should be. */
export const notExpected = (
  { path, text }: ConfigText,
  key: readonly string[],
  expected: string,
): Refusal => {
  const subject = key.length === 0 ? 'the document' : keyName(key)
  return refusalAt(path, positionAt(text, key), `${subject} must be ${expected}.`, null)
}

/** Something is wrong there that no other shape of the value would mend. */
export const wrongThere = (
  { path, text }: ConfigText,
  key: readonly string[],
  what: string,
  hint: string | null = null,
): Refusal => refusalAt(path, positionAt(text, key), `${keyName(key)}: ${what}`, hint)

export const repeated = (path: string, key: readonly string[], at: Position): Refusal =>
  refusalAt(path, at, `${keyName(key)} stands there twice.`, 'Leave one of the two, then run this again.')

/** A name that is none of those that there are. `what` tells it, e.g. `there is no check auth/expirey`. */
export const unknownName = (
  { path, text }: ConfigText,
  key: readonly string[],
  written: string,
  {
    what,
    known,
    isKey,
  }: { readonly what: string; readonly known: readonly string[]; readonly isKey: boolean },
): Refusal => {
  const meant = nearestPattern(written, known)
  const hint = meant === null ? `There are: ${known.join(', ')}.` : `Did you mean "${meant}"?`
  return refusalAt(path, positionAt(text, key, isKey ? 'name' : 'value'), `${keyName(key)}: ${what}.`, hint)
}
