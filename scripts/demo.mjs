// `npm run demo`: a broken set-up in a throw-away home, and the way out of it. Needs neither Claude Code nor Clawdbot.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { breakHome } from './demo-home.mjs'
import { orExit, root } from './root.mjs'
import { userPath } from './user-path.mjs'

orExit(buildIfStale)
const home = mkdtempSync(join(tmpdir(), 'clawdbot-doctor-demo-'))
const { programs } = breakHome(home)
const shown = ['PATH', 'TERM', 'COLORTERM', 'NO_COLOR', 'FORCE_COLOR', 'LANG', 'SystemRoot', 'PATHEXT']
const env = {
  ...Object.fromEntries(shown.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
  PATH: [programs, userPath()].join(delimiter),
  HOME: home,
  USERPROFILE: home,
  CLAWDBOT_DOCTOR_CALLED_AS: 'clawdbot-doctor',
}

/**
 * Shows a command, runs it in the throw-away home and returns its exit code.
 * @param {string} why
 * @param {...string} words
 */
const step = (why, ...words) => {
  process.stdout.write(`\n# ${why}\n$ clawdbot-doctor ${words.join(' ')}\n`)
  const child = spawnSync(process.execPath, [join(root, 'bin', 'run.js'), ...words], {
    cwd: home,
    env,
    stdio: 'inherit',
  })
  return child.status ?? 1
}

try {
  step('The bot has stopped answering. A look that changes nothing:', 'doctor', '--no-sync')
  step('What would be done about it:', 'doctor', '--fix', '--dry-run')
  step('Do it, without being asked:', 'doctor', '--fix', '--yes')
  process.exitCode = step('And now:', 'doctor')
  step('The credential that the bot uses from here on:', 'models', 'status')
  step('What was changed, and when:', 'doctor', 'history')
  step('Nothing of it is for ever. Every file as it was, to the byte:', 'doctor', 'undo')
} finally {
  rmSync(home, { recursive: true, force: true })
}
