// `npm run link`: puts this clone's command into npm's prefix, and the name `clawdbot` beside it where that is free.
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { orExit, root, say } from './root.mjs'
import { npm } from './run.mjs'
import { userPath } from './user-path.mjs'

orExit(() => {
  buildIfStale()
  npm('npm link', ['link', '--loglevel=error', '--no-audit', '--no-fund'])
  const prefix = npm('npm prefix', ['prefix', '--global']).trim()
  const folder = process.platform === 'win32' ? prefix : join(prefix, 'bin')
  say(`Linked clawdbot-doctor in ${folder}`)
  // npm's own folders on PATH are no place where another program's `clawdbot` would be found.
  process.env.PATH = userPath()
  if (!process.env.PATH.split(delimiter).includes(folder))
    say('That folder is not on your PATH: add it, or call the command by its full path.')
  const alias = [join(root, 'bin', 'run.js'), 'alias', 'install', '--dir', folder, '--json']
  const { stdout } = spawnSync(process.execPath, alias, { stdio: ['ignore', 'pipe', 'inherit'] })
  const { path, status, error } = JSON.parse(stdout.toString())
  if (status === 'already-installed') say(`${path} is this program already.`)
  if (status === 'installed') say(`Created ${path}. From now on \`clawdbot doctor\` works.`)
  if (error === undefined) return
  say(error.message)
  if (error.hint !== null) say(error.hint)
  // Another program's name is its own; the command itself has been linked.
  process.exitCode = error.code === 'NAME_TAKEN' ? 0 : 3
})
