import { type FindPlaces, placesOf } from './place-rule.js'
import { isDistinctive, isEverywhere } from './well-known.js'
import { literalPattern, wordsPattern } from './words-pattern.js'

const OWN = /^user-[\da-f]{8}(?:-[\da-f]{4})?$/
const SEPARATOR = '(?:\\/|\\\\{1,4})'
const isOnesOwn = (name: string): boolean => !isEverywhere(name) && !OWN.test(name)

const UNIX_HOME =
  /(?<=\/(?:home|Users|var\/mail|var\/spool\/mail|run\/media)\/)(?!\.)(?:[^/\s"'`\\:;,<>|()[\]{}$*?&#%=]|%20)+(?:(?: \p{Lu}[\p{L}\p{N}.-]{0,40}){1,3}(?=\/))?/gu
const WINDOWS_HOME = new RegExp(
  `(?<=\\b[A-Za-z]:${SEPARATOR}(?:Users|Documents and Settings)${SEPARATOR})[^\\\\/"'\`:*?<>|\\r\\n$%]+`,
  'g',
)
const VARIABLE = /\b(?:USER|LOGNAME|USERNAME|SUDO_USER|User)=["']?(?<it>[^\s"'`;,&|<>()\\$%/]+)/g
const OF_UID = /\b(?:uid|gid|groups)=\d+\((?<it>[^()\s]+)(?<after>\))/g

/** The folder names of these homes, which are the names of those who live there. */
const residents = (homes: readonly string[]): readonly string[] =>
  homes.map((home) => home.split(/[\\/]/).filter(Boolean).at(-1) ?? '')

const homePattern = (homes: readonly string[]): RegExp | undefined => {
  const known = homes
    .map((home) => home.replace(/[\\/]+$/, ''))
    .flatMap((home) => {
      const [, parent, name] = /^(.*[\\/])([^\\/]+)$/s.exec(home) ?? []
      return parent === undefined || name === undefined ? [] : [{ parent, name }]
    })
    .map(
      ({ parent, name }) =>
        `(?<=${parent.split(/[\\/]/).map(literalPattern).join(SEPARATOR)})${literalPattern(name)}`,
    )
  return known.length === 0 ? undefined : new RegExp(`(?:${known.join('|')})(?=$|[^\\p{L}\\p{N}_.-])`, 'gu')
}

/** Finds those who have an account: by their home, by a variable, and wherever a name of theirs stands that is no other word. */
export const findAccounts = (users: readonly string[], homes: readonly string[]): FindPlaces => {
  const home = homePattern(homes)
  const words = wordsPattern([...users, ...residents(homes)].filter(isDistinctive))
  const rules = [
    placesOf('user', UNIX_HOME, isOnesOwn),
    placesOf('user', WINDOWS_HOME, isOnesOwn),
    placesOf('user', VARIABLE, isOnesOwn),
    placesOf('user', OF_UID, isOnesOwn),
    ...(home === undefined ? [] : [placesOf('user', home, isOnesOwn)]),
    ...(words === undefined ? [] : [placesOf('user', words)]),
  ]
  return (text) => rules.flatMap((rule) => rule(text))
}
