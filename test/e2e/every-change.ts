import { mkdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { CONFIG, CREDENTIALS, hour, listing, login, makeHome, STORE, token } from './cli.js'
import { storeOf } from './homes.js'

/** A systemd that keeps what it enabled in a folder of its user, as the real one does. */
const systemctl = (pauseSeconds: number) => `#!/bin/sh
wants="$HOME/.config/systemd/user/timers.target.wants"
case "$*" in
'--user enable --now clawdbot-doctor-watch.timer') mkdir -p "$wants" && ln -s "../$4" "$wants/$4"; sleep ${pauseSeconds} ;;
'--user disable --now clawdbot-doctor-watch.timer') rm -f "$wants/$4"; rmdir "$wants" 2>/dev/null; : ;;
'--user show-environment'*) echo "HOME=$HOME" ;;
*) exit 1 ;;
esac
`

const LONG_AGO = 1_700_000_000.125

/**
 * A home whose mending takes every kind of change: a login to copy and an order to correct (patch), a store that is
 * broken, with an intact copy beside it (copy, write), modes, locks left behind (rmdir, delete) and a timer (write, run).
 */
export const everyChangeHome = (pauseSeconds = 0): string => {
  const profiles = { 'a:manual': { type: 'token', provider: 'anthropic', token: token('oat', 'manual') } }
  const text = JSON.stringify({ version: 1, profiles, order: { anthropic: ['gone:one', 'a:manual'] } })
  const home = makeHome({
    [CREDENTIALS]: login(Date.now() + 8 * hour, {
      refreshToken: undefined,
      expiresAt: Date.now() + 200 * hour,
    }),
    [CONFIG]: { json: { agents: { list: [{ id: 'main' }, { id: 'work' }] } } },
    [STORE]: { text, mode: 0o644 },
    [storeOf('work')]: '{"version":1,"profiles":{"anth',
    [`${storeOf('work')}.bak`]: text,
    '.clawdbot/agents/main/sessions/sessions.json': '{}',
    '.clawdbot/agents/main/sessions/sessions.json.lock': '{"pid":4194999,"startedAt":1}',
    '.local/bin/systemctl': { text: systemctl(pauseSeconds), mode: 0o755 },
  })
  mkdirSync(join(home, '.claude.lock'))
  for (const path of Object.keys(listing(home)).reverse()) utimesSync(join(home, path), LONG_AGO, LONG_AGO)
  return home
}

export const everyChangeEnv = (home: string): Readonly<Record<string, string>> => ({
  PATH: `${join(home, '.local/bin')}:/usr/bin:/bin`,
  CLAWDBOT_DOCTOR_CALLED_AS: 'clawdbot',
})

/** Everything but this program's own records; a folder without its time, which changes with what is made in it. */
export const patientOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(listing(folder))
      .filter(([path]) => path !== '' && !path.startsWith('/.clawdbot/doctor'))
      .map(([path, told]) => {
        const isLock = path.endsWith('.lock')
        const inMs = told.replace(/\d+\.\d+/, (time) => `${Math.round(Number(time))}`)
        return [
          path,
          told.startsWith('folder') && !isLock ? told.replace(/^(folder \d+ \d+) .*/, '$1') : inMs,
        ]
      }),
  )

/** Locks, and files that were begun beside another, which a run that has ended has no use for. */
export const leftovers = (folder: string, before: Readonly<Record<string, string>> = {}): readonly string[] =>
  Object.keys(listing(folder)).filter(
    (path) => before[path] === undefined && (path.endsWith('.lock') || /\.\w+\.\d+$/.test(path)),
  )
