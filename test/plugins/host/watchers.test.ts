import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Watcher, watchers } from '../../../plugins/host/facts/watchers.js'
import { cronCommands, isWatchCommand } from '../../../src/auth/service/watch-command.js'
import { aPatient, type Patient } from './patient.js'

const collect = (patient: Patient, platform = 'linux') =>
  patient.collect<readonly Watcher[]>(watchers, { platform })

const COMMAND = '/usr/bin/node "/opt/clawdbot-doctor/bin/run.js" models status --check'

it('finds no watcher where there is none, and where crontab fails or is not there', async () => {
  const patient = await aPatient()
  expect(await collect(patient)).toEqual([])
  await patient.program('crontab', 'echo "no crontab for ada" >&2; exit 1')
  await patient.put('etc/cron.d/other', '0 * * * * root clawdbot gateway status\n# clawdbot doctor\n')
  expect(await collect(patient)).toEqual([])
})

it('finds the crontab of the user and those of the system', async () => {
  const patient = await aPatient()
  await patient.program(
    'crontab',
    '[ "$*" = -l ] && echo "MAILTO=a\n5 6 * * * clawdbot models status --check"',
  )
  await patient.put('etc/cron.d/bot', '0 * * * * bot /usr/local/bin/clawdbot-doctor doctor --json\n')
  expect(await collect(patient)).toEqual([
    { kind: 'cron', name: 'crontab', enabled: true },
    { kind: 'cron', name: '/etc/cron.d/bot', enabled: true },
  ])
})

it('tells a timer that is enabled from one that is not', async () => {
  const patient = await aPatient()
  const folder = join(patient.home, '.config/systemd/user')
  await patient.put(join(folder, 'watch.timer'), '[Timer]\nUnit=other.service\n')
  await patient.put(join(folder, 'other.service'), `[Service]\nExecStart=${COMMAND}\n`)
  await patient.put(join(folder, 'idle.timer'), '[Timer]\nOnCalendar=daily\n')
  await patient.put(join(folder, 'idle.service'), '[Service]\nExecStart=/bin/true\n')
  await patient.put(join(folder, 'lost.timer'), '[Timer]\nOnCalendar=daily\n')
  const watch = { kind: 'timer', name: 'watch.timer' }
  expect(await collect(patient)).toEqual([{ ...watch, enabled: false }])
  await mkdir(join(folder, 'timers.target.wants'))
  await symlink('../watch.timer', join(folder, 'timers.target.wants/watch.timer'))
  expect(await collect(patient)).toEqual([{ ...watch, enabled: true }])
})

it('knows its own timer wherever this program is', async () => {
  const patient = await aPatient()
  const folder = join(patient.home, '.config/systemd/user')
  await patient.put(join(folder, 'clawdbot-doctor-watch.timer'), '[Timer]\n')
  await patient.put(join(folder, 'clawdbot-doctor-watch.service'), '[Service]\nExecStart=node /opt/x.js\n')
  expect(await collect(patient)).toHaveLength(1)
})

it('finds a launchd agent', async () => {
  const patient = await aPatient()
  await patient.put(
    `${patient.home}/Library/LaunchAgents/mine.plist`,
    '<plist><dict><key>ProgramArguments</key><array><string>/opt/bin/clawdbot-doctor</string><string>doctor</string></array></dict></plist>',
  )
  expect(await collect(patient, 'darwin')).toEqual([{ kind: 'launchd', name: 'mine.plist', enabled: true }])
})

it.each([
  ['clawdbot models status --check', true],
  ['/usr/bin/node /opt/clawdbot-doctor/bin/run.js models status --plain --check', true],
  ['clawdbot-doctor doctor --format nagios', true],
  ['sh -c "clawdbot-doctor models status --check"', true],
  ['cd /x && clawdbot-doctor doctor; true', true],
  ['clawdbot-doctor doctor-notes', false],
  ['clawdbot models status', false],
  ['clawdbot-doctor auth list', false],
  ['/opt/clawdbot-doctor/backup.sh', false],
  ['models status --check', false],
])('%s watches: %s', (command, watches) => {
  expect(isWatchCommand(command)).toBe(watches)
})

it('judges a line of a megabyte at once', () => {
  expect(isWatchCommand('clawdbot models status '.repeat(50_000))).toBe(false)
}, 5000)

it('takes comments, blank lines and variables of a crontab for no commands', () => {
  expect(cronCommands('# a\n\nSHELL = /bin/sh\n  1 2 * * * x=1 y\n')).toEqual(['1 2 * * * x=1 y'])
})
