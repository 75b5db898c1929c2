import { chownSync, existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type CliOptions, type CliResult, runCli } from './cli.js'

/** How bad each block of a text report is, in the order in which a person meets them. */
export const blocks = (text: string): readonly string[] =>
  [...text.matchAll(/^(?:✖ (error)|▲ (warning)|• (note)):/gm)].map(
    (match) => match.slice(1).find(Boolean) ?? '',
  )

/** The one next step of each block. */
export const nextSteps = (text: string): readonly string[] =>
  [...text.matchAll(/^ {2}next {2}(.*)$/gm)].map((match) => String(match[1]))

/** What a run is expected to come to. Words are looked for in all that it printed. */
export interface Said {
  readonly code: number
  readonly blocks: readonly string[]
  readonly says?: readonly (string | RegExp)[]
  readonly never?: readonly string[]
}

/** Runs it and compares; says all that was printed where it does not fit. */
export const expectSaid = async (
  args: readonly string[],
  options: CliOptions,
  { code, blocks: told, says = [], never = [] }: Said,
): Promise<CliResult> => {
  const result = await runCli(args, options)
  const all = result.stderr + result.stdout
  expect({ code: result.code, blocks: blocks(all) }, all).toEqual({ code, blocks: told })
  for (const words of says) expect(all).toMatch(words)
  for (const words of never) expect(all).not.toContain(words)
  expect(all, 'a placeholder was left unfilled').not.toMatch(/\{\{|undefined|\bNaN\b|\[object/)
  expect(all, 'a stack trace').not.toMatch(/^\s+at .*:\d+:\d+/m)
  return result
}

/** Whether this machine has a `claude` where the program looks for one whatever HOME and PATH are. */
export const hasClaudeItself = ['/usr/bin', '/bin', '/usr/local/bin', '/opt/homebrew/bin'].some((folder) =>
  existsSync(join(folder, 'claude')),
)

export const isRoot = process.getuid?.() === 0 && process.platform === 'linux'

/** The user that `unprivileged` runs are. */
export const NOBODY = 65534

/** Gives a home and all in it to a user. */
export const giveTo = (path: string, uid: number): void => {
  const stat = lstatSync(path)
  if (stat.isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), uid)
  if (!stat.isSymbolicLink()) chownSync(path, uid, uid)
}
