import { unitWords } from './unit-words.js'

/** The properties that `systemctl show` prints, by name; a repeated one holds its values one to a line. */
export const parseShow = (stdout: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {}
  for (const line of stdout.split(/\r?\n/)) {
    const at = line.indexOf('=')
    if (at <= 0) continue
    const key = line.slice(0, at)
    const value = line.slice(at + 1)
    found[key] = Object.hasOwn(found, key) ? `${found[key]}\n${value}` : value
  }
  return found
}

/** What older versions print in the place of a value that holds white space. */
const UNPRINTABLE = '[unprintable]'

/**
 * The property `Environment`, whose assignments are quoted as a shell would need it; null where the version that
 * printed it leaves values out.
 */
export const shownEnvironment = (value: string): Readonly<Record<string, string>> | null => {
  const words = unitWords(value)
  return words.includes(UNPRINTABLE) ? null : assignments(words)
}

/** What `systemctl show-environment` prints: one assignment a line, `$'…'` around what needs it. */
export const parseShownManager = (stdout: string): Readonly<Record<string, string>> =>
  assignments(stdout.split(/\r?\n/).map((line) => unitWords(line.replace(/=\$(?=')/, '=')).join(' ')))

/** `NAME=value` words; what is no assignment is passed over, and the last of a name counts. */
export const assignments = (words: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    words.flatMap((word) => {
      const at = word.indexOf('=')
      return at > 0 ? [[word.slice(0, at), word.slice(at + 1)] as const] : []
    }),
  )

/** The property `ExecStart`, `{ path=… ; argv[]=… ; … }`: the words that are run; empty where it names none. */
export const shownCommand = (value: string): readonly string[] => {
  const argv = fieldOf(value, 'argv[]=')
  const path = fieldOf(value, ' path=')
  const words = argv === null ? [] : unitWords(argv)
  return path === null ? words : [path, ...words.slice(1)]
}

/** What stands between a name and the ` ; ` after it. */
const fieldOf = (value: string, name: string): string | null => {
  const at = value.indexOf(name)
  const end = value.indexOf(' ; ', at + name.length)
  return at === -1 || end === -1 ? null : value.slice(at + name.length, end)
}

/** The property `EnvironmentFiles`: `/path (ignore_errors=yes)`, one a line. */
export const shownEnvironmentFiles = (
  value: string,
): readonly { readonly path: string; readonly optional: boolean }[] =>
  value.split('\n').flatMap((line) => {
    const found = /^(\/.*?) \(ignore_errors=(yes|no)\)$/.exec(line.trim())
    return found === null ? [] : [{ path: found[1] ?? '', optional: found[2] === 'yes' }]
  })
