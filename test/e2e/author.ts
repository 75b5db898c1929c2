import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { node } from './cli.js'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Installs this clone into a package in place of the one in a registry, by a link. */
export const linkDoctor = (folder: string): void => {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(root, join(folder, 'node_modules/clawdbot-doctor'), 'junction')
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'junction')
}

/** Runs Node in a folder to its end. A test runner must not learn that it runs inside another one. */
export const runNode = (folder: string, ...words: readonly string[]) => {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(node, words, { cwd: folder, env, encoding: 'utf8' })
  return { code: status, said: stdout + stderr }
}
