import { join } from 'node:path'
import { expect } from 'vitest'
import { listing } from '../e2e/cli.js'
import { undoAll } from '../fix/undo-runs.js'
import { findingsOf, runCheck } from './run-check.js'

/** Every path of a home but the journal's, without the times of folders, which change with what is made in them. */
const stateOf = (home: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(listing(home))
      .filter(([path]) => !path.startsWith('/.journal'))
      .map(([path, told]) => [
        path,
        path.endsWith('.lock') ? told : told.replace(/^(folder \d+ \d+) \S+/, '$1'),
      ]),
  )

/**
 * The life of a fix: its findings are there, it is carried out and they are gone, a second time it does nothing, and
 * what it journalled puts all of it back to the byte. Returns the state of the home in between.
 */
export const expectFixCycle = async (
  check: string,
  options: { readonly home: string; readonly now: number },
  findings: readonly string[],
): Promise<Readonly<Record<string, string>>> => {
  const { home } = options
  const consent = { fix: true, yes: true }
  const fixable = async () =>
    (await findingsOf(check, options))
      .filter(({ fixes = [] }) => fixes.length > 0)
      .map(({ messageId, subject }) => `${messageId} ${subject}`)
  const before = stateOf(home)
  expect(await fixable()).toEqual(findings)
  expect(stateOf(home)).toEqual(before)
  const records = await runCheck(check, { ...options, consent })
  expect(records.map(({ status, reason }) => reason ?? status)).toEqual(findings.map(() => 'applied'))
  const after = stateOf(home)
  expect(await fixable()).toEqual([])
  expect(await runCheck(check, { ...options, consent })).toEqual([])
  expect(stateOf(home)).toEqual(after)
  await undoAll(join(home, '.journal'))
  expect(stateOf(home)).toEqual(before)
  expect(await fixable()).toEqual(findings)
  return after
}
