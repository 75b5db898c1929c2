import type { ConfigIssue } from './config.js'
import { isMapping, type Mapping } from './mapping.js'

type At = readonly string[]

/** Reads values of an expected type and notes each one that is of another. What is undefined is simply absent. */
export interface ConfigReader {
  readonly issues: readonly ConfigIssue[]
  note(at: At, expected: string): void
  /** An empty one where there is none. */
  mapping(value: unknown, at: At): Mapping
  list(value: unknown, at: At): readonly unknown[]
  text(value: unknown, at: At): string | undefined
  flag(value: unknown, at: At): boolean | undefined
  /** The texts of a list; the rest is noted. */
  texts(value: unknown, at: At): readonly string[]
}

export const configReader = (): ConfigReader => {
  const issues: ConfigIssue[] = []
  const note = (at: At, expected: string): void => {
    issues.push({ at, expected })
  }
  const expect =
    <T>(expected: string, fits: (value: unknown) => value is T) =>
    (value: unknown, at: At): T | undefined => {
      if (value === undefined) return undefined
      if (fits(value)) return value
      note(at, expected)
      return undefined
    }
  const mapping = expect('an object', isMapping)
  const list = expect('a list', (value): value is readonly unknown[] => Array.isArray(value))
  const text = expect('a text', (value) => typeof value === 'string')
  return {
    issues,
    note,
    mapping: (value, at) => mapping(value, at) ?? {},
    list: (value, at) => list(value, at) ?? [],
    text,
    flag: expect('true or false', (value) => typeof value === 'boolean'),
    texts: (value, at) =>
      (list(value, at) ?? []).flatMap((item, index) => {
        const read = text(item ?? null, [...at, String(index)])
        return read === undefined ? [] : [read]
      }),
  }
}
