import { once } from './once.js'
import { wordyHead, wordyTail } from './vocabulary.js'

const issuedPrefix = once(
  () =>
    new RegExp(
      `^(?:(?:Bearer|Basic|token)\\s*)?(?:${[
        'sk-ant-(?:[a-z]{2,12}\\d{0,2}-)?',
        'sk-(?:(?:proj|svcacct|admin|or-v1|or)-)?',
        'gh[pousr]_|github_pat_|glpat-|hf_|npm_',
        'xox[abeprs]-|xapp-',
        'AIza|ya29\\.|GOCSPX-',
        'AKIA|ASIA',
        'gsk_|xai-|pplx-',
        '-----BEGIN[A-Z ]+-----\\s*',
      ].join('|')})`,
    ),
)
const ARMOUR_END = /\s*-----END[A-Z ]+-----\s*$/

/** True for what every token of a kind begins with, and nothing more: `sk-ant-api03-`. */
export const isPublicPrefix = (text: string): boolean => issuedPrefix().exec(text)?.[0] === text

const RUN = 12
const PAST_PUBLIC = 4
const meaningfulSign = once(() => /[\p{L}\p{N}]/u)

// Nearly all are ASCII: no pattern is needed for those.
const isMeaningful = (character: string): boolean => {
  const unit = character.charCodeAt(0)
  if (unit > 0x7f) return meaningfulSign().test(character)
  const lower = unit | 0x20
  return (lower >= 0x61 && lower <= 0x7a) || (unit >= 0x30 && unit <= 0x39)
}

/** The character that begins at `at`, or for `step` -1 ends before it. */
const characterAt = (text: string, at: number, step: 1 | -1): string => {
  const unit = step === 1 ? text.charAt(at) : text.charAt(at - 1)
  // Nearly all are one unit long.
  if (unit < '\ud800') return unit
  if (step === 1) return String.fromCodePoint(text.codePointAt(at) ?? 0)
  return at > 1 && (text.codePointAt(at - 2) ?? 0) > 0xffff ? text.slice(at - 2, at) : unit
}

/** The length of the shortest run from one end that has enough letters and digits not to be a ruler. */
const meaningful = (text: string, atLeast: number, step: 1 | -1): number => {
  let run = 0
  let found = 0
  while (run < text.length && (run < atLeast || found < PAST_PUBLIC)) {
    const character = characterAt(text, step === 1 ? run : text.length - run, step)
    run += character.length
    if (isMeaningful(character)) found += 1
  }
  return run
}

/**
 * How many characters from a secret's start (`head`) and up to its end (`tail`) give it away: 12, or 4 past a public
 * part such as `sk-ant-oat01-`, which alone gives nothing away. Never more than the text has.
 */
export const edges = (text: string): { readonly head: number; readonly tail: number } => {
  const issued = issuedPrefix().exec(text)?.[0].length ?? 0
  const armour = text.includes('-----END') ? (ARMOUR_END.exec(text)?.[0].length ?? 0) : 0
  const head = issued > 0 ? issued + PAST_PUBLIC : Math.max(RUN, wordyHead(text) + PAST_PUBLIC)
  const tail = Math.max(RUN, armour + PAST_PUBLIC, wordyTail(text) + PAST_PUBLIC)
  return { head: meaningful(text, head, 1), tail: meaningful(text, tail, -1) }
}
