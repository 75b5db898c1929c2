import type { Risk } from '../contract/index.js'

type Fields = Readonly<Record<string, unknown>>

const LONGEST_MS = 600_000

/** What is wrong with a planned program, as one phrase; null for nothing. */
export const runFault = (change: Fields, risk: Risk): string | null => {
  const { argv, inverse, timeoutMs } = change
  if (!isCommand(argv)) return 'a program to run is no list of words'
  const name = JSON.stringify(argv[0])
  if (timeoutMs !== undefined && !isTime(timeoutMs))
    return `the program ${name}: its time is not between 1 ms and ${LONGEST_MS} ms`
  if (isCommand(inverse)) return null
  if (!isIrreversible(inverse))
    return `the program ${name}: it says neither what takes it back nor why nothing does`
  return risk === 'automatic' || risk === 'safe'
    ? `the program ${name}: it cannot be taken back, which a fix of risk ${risk} may not do`
    : null
}

const isCommand = (words: unknown): words is readonly string[] =>
  Array.isArray(words) &&
  words.length > 0 &&
  words[0] !== '' &&
  words.every((word) => typeof word === 'string' && !word.includes('\0'))

const isTime = (ms: unknown): boolean => Number.isInteger(ms) && Number(ms) >= 1 && Number(ms) <= LONGEST_MS

const isIrreversible = (inverse: unknown): boolean =>
  typeof inverse === 'object' &&
  inverse !== null &&
  'irreversible' in inverse &&
  typeof inverse.irreversible === 'string' &&
  inverse.irreversible !== ''
