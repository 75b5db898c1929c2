import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { WatchPlace } from '../../../plugins/host/facts/watch-place.js'
import { installTimer } from '../../../plugins/host/fixes.js'
import { parsePlist } from '../../../src/auth/service/plist.js'
import { readUnitDefinition } from '../../../src/auth/service/unit-definition.js'
import { cronLine, watchPlist, watchService } from '../../../src/auth/service/watch-files.js'
import { accountFact, NOW } from '../../checks/facts.js'
import { makeFolder } from '../../setup/temp-folder.js'
import { runCheck } from '../run-check.js'

const SERVICE = '/home/ada/.config/systemd/user/clawdbot-doctor-watch.service'
const TIMER = '/home/ada/.config/systemd/user/clawdbot-doctor-watch.timer'
const PLIST = '/Users/ada/Library/LaunchAgents/com.clawdbot-doctor.watch.plist'
const program = ['/usr/bin/node', '/opt/clawdbot-doctor/bin/run.js']

const place = (over: Partial<WatchPlace> = {}): WatchPlace => ({
  program,
  files: [SERVICE, TIMER].map((path) => ({ path, state: 'absent' })),
  unable: null,
  variables: {},
  ...over,
})
const target = { check: 'monitor/installed', messageId: 'unwatched', subject: 'monitor', data: {} }
const plan = (
  watchPlace: WatchPlace,
  account: Parameters<typeof installTimer.plan>[0]['account'] = accountFact,
  enabled = false,
) =>
  installTimer.plan({ watchPlace, watchers: [{ kind: 'timer', name: 'x.timer', enabled }], account }, target)

describe('the plan to watch', () => {
  it('writes a service and a timer, and enables it in a way that can be taken back', () => {
    expect(plan(place())).toMatchObject([
      { op: 'write', path: SERVICE, before: 'absent' },
      { op: 'write', path: TIMER, before: 'absent' },
      {
        op: 'run',
        argv: ['systemctl', '--user', 'enable', '--now', 'clawdbot-doctor-watch.timer'],
        inverse: ['systemctl', '--user', 'disable', '--now', 'clawdbot-doctor-watch.timer'],
      },
    ])
  })

  it('writes a launchd agent on a Mac', () => {
    const mac = { ...accountFact, platform: 'darwin' as const, uid: 501, home: '/Users/ada' }
    const planned = plan(place({ files: [{ path: PLIST, state: 'absent' }] }), mac)
    expect(planned).toMatchObject([
      { op: 'write', path: PLIST },
      {
        op: 'run',
        argv: ['launchctl', 'bootstrap', 'gui/501', PLIST],
        inverse: ['launchctl', 'bootout', 'gui/501/com.clawdbot-doctor.watch'],
      },
    ])
  })

  it.each([
    ['something watches by now', place(), accountFact, true, /by now/],
    ['nothing starts this program', place({ program: [] }), accountFact, false, /cannot say/],
    [
      'no systemd answers, with the line for a crontab',
      place({ unable: 'no systemd of this user answers here' }),
      accountFact,
      false,
      /crontab -e.*17 6 \* \* \* \/usr\/bin\/node \/opt\/clawdbot-doctor\/bin\/run\.js models status --check$/,
    ],
    [
      'it is Windows',
      place({ unable: 'Windows has neither' }),
      { ...accountFact, platform: 'win32' as const },
      false,
      /task scheduler/,
    ],
    [
      'a file is in the way',
      place({ files: [{ path: SERVICE, state: 'folder' }] }),
      accountFact,
      false,
      /is there already/,
    ],
  ])('is refused where %s', (_, watchPlace, account, enabled, words) => {
    expect(plan(watchPlace, account, enabled)).toEqual({ refuse: expect.stringMatching(words) })
  })
})

describe('what is written', () => {
  const odd = {
    program: ['/opt/no de/$x', '/a"b\\c/100%/run.js'],
    variables: { CLAWDBOT_STATE_DIR: '/srv/my "bot" & <co>' },
  }

  it('is a unit that systemd reads as it was meant', () => {
    const manager = { scope: 'user', home: '/home/ada', userName: 'ada', uid: 1000, env: {} } as const
    const read = readUnitDefinition([{ path: SERVICE, text: watchService(odd) }], 'x.service', manager)
    expect(read.command).toEqual(['/opt/no de/$$x', '/a"b\\c/100%/run.js', 'models', 'status', '--check'])
    expect(read.environment).toEqual(odd.variables)
  })

  it('is a property list that launchd reads as it was meant', () => {
    expect(parsePlist(watchPlist(odd, '/tmp/log'))).toMatchObject({
      state: 'ok',
      value: {
        ProgramArguments: [...odd.program, 'models', 'status', '--check'],
        EnvironmentVariables: odd.variables,
        StartInterval: 86400,
      },
    })
  })

  it('is a line that a crontab takes whole', () => {
    expect(cronLine(odd)).toBe(
      `17 6 * * * CLAWDBOT_STATE_DIR='/srv/my "bot" & <co>' '/opt/no de/$x' '/a"b\\c/100\\%/run.js' models status --check`,
    )
  })
})

describe('carried out', () => {
  let home: string
  let bin: string
  const units = () => join(home, '.config/systemd/user')

  beforeEach(async () => {
    home = await makeFolder()
    bin = join(home, 'bin')
    await mkdir(bin)
    const store = join(home, '.clawdbot/agents/main/agent/auth-profiles.json')
    await mkdir(dirname(store), { recursive: true })
    const token = ['sk', 'ant', 'oat01', 'x'].join('-').padEnd(108, 'x')
    const profiles = { 'anthropic:manual': { type: 'token', provider: 'anthropic', token } }
    await writeFile(store, JSON.stringify({ version: 1, profiles }), { mode: 0o600 })
  })

  /** Makes and removes the link as systemd does; `enable` is what it does besides. */
  const systemctl = async (enable: string) => {
    const script = `#!/bin/sh
echo "$*" >> ${home}/asked
wants=${home}/.config/systemd/user/timers.target.wants
case "$*" in
'--user enable --now clawdbot-doctor-watch.timer') ${enable}; mkdir -p $wants && ln -s ../$4 $wants/$4 ;;
'--user disable --now clawdbot-doctor-watch.timer') rm -f $wants/$4 ;;
'--user show-environment'*) echo HOME=${home} ;;
*) exit 1 ;;
esac
`
    await writeFile(join(bin, 'systemctl'), script)
    await chmod(join(bin, 'systemctl'), 0o755)
  }
  const run = (yes = true) =>
    runCheck('monitor/installed', {
      home,
      now: NOW,
      consent: { fix: true, yes },
      env: { PATH: `${bin}:/usr/bin:/bin`, CLAUDE_CONFIG_DIR: '/srv/claude' },
      settings: { program },
    })

  it('ends the finding, and is not done twice', async () => {
    await systemctl(':')
    expect((await run()).map(({ status }) => status)).toEqual(['applied'])
    const service = await readFile(join(units(), 'clawdbot-doctor-watch.service'), 'utf8')
    expect(service).toContain(`ExecStart=${program.join(' ')} models status --check\n`)
    expect(service).toContain('Environment="CLAUDE_CONFIG_DIR=/srv/claude"\n')
    expect((await stat(join(units(), 'timers.target.wants/clawdbot-doctor-watch.timer'))).isFile()).toBe(true)
    expect(await run()).toEqual([])
  })

  it('is not done unasked', async () => {
    await systemctl(':')
    expect((await run(false)).map(({ status }) => status)).not.toContain('applied')
    expect(await readdir(home)).not.toContain('.config')
  })

  it('leaves nothing behind where systemd refuses', async () => {
    await systemctl('echo "Failed to enable unit: Access denied" >&2; exit 1')
    expect((await run()).map(({ status }) => status)).not.toContain('applied')
    expect(await readdir(home)).not.toContain('.config')
  })

  it('is stopped and disabled again where it did not help', async () => {
    await systemctl(`rm -f ${home}/.config/systemd/user/clawdbot-doctor-watch.timer`)
    expect((await run()).map(({ status }) => status)).not.toContain('applied')
    expect(await readFile(join(home, 'asked'), 'utf8')).toContain('disable --now clawdbot-doctor-watch.timer')
  })
})
