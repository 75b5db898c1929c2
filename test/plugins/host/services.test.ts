import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Services, services } from '../../../plugins/host/facts/services.js'
import { aPatient, type Patient } from './patient.js'

const UNIT = 'clawdbot-gateway.service'
const GATEWAY = '/usr/bin/node /opt/clawdbot/dist/entry.js gateway --port 18789'
const SECRET = ['sk', 'ant', 'api03', 'unit'].join('-').padEnd(100, 'x')

const collect = (patient: Patient, more: Parameters<Patient['collect']>[1] = {}) =>
  patient.collect<Services>(services, more)

const userUnit = (patient: Patient, lines: string, unit = UNIT) =>
  patient.put(`${patient.home}/.config/systemd/user/${unit}`, `[Unit]\nX=1\n[Service]\n${lines}\n`)

/** As systemd 252 prints it; `show` has the properties asked for, in an order of its own. */
const systemctl = (patient: Patient, show: string, manager = 'HOME=/home/of/manager\nPATH=/usr/bin:/bin') =>
  patient.program(
    'systemctl',
    `case "$*" in
'--user show-environment --no-pager') printf '%s\\n' '${manager}' ;;
'--user show ${UNIT} --property='*) printf '%s\\n' '${show}' ;;
*) echo "unexpected: $*" >&2; exit 3 ;;
esac`,
  )

const NO_BUS = 'echo "Failed to connect to bus: No medium found" >&2; exit 1'

it('asks nobody anything on a machine without such a service', async () => {
  const patient = await aPatient()
  await patient.program('systemctl', `touch ${patient.root}/asked`)
  await patient.program('loginctl', `touch ${patient.root}/asked`)
  await patient.put(`${patient.home}/.config/systemd/user/other.service`, '[Service]\nExecStart=/bin/other')
  expect(await collect(patient)).toMatchObject({ services: [], linger: null })
  expect(existsSync(join(patient.root, 'asked'))).toBe(false)
})

it('reads the files where systemd does not answer', async () => {
  const patient = await aPatient()
  await patient.program('systemctl', NO_BUS)
  await patient.put('opt/tools/claude', '', 0o755)
  await patient.put('etc/bot.env', `ANTHROPIC_API_KEY=${SECRET}\nCLAWDBOT_STATE_DIR=/from/file\n`)
  await userUnit(
    patient,
    `ExecStart=${GATEWAY}\nEnvironment=HOME=%h PATH=/opt/tools:/bin\nEnvironmentFile=/etc/bot.env\nEnvironmentFile=-/etc/none\nEnvironmentFile=/etc/missing`,
  )
  await patient.put(
    `${patient.home}/.config/systemd/user/${UNIT}.d/20-more.conf`,
    '[Service]\nEnvironment=CLAUDE_CONFIG_DIR=/srv/claude CLAWDBOT_STATE_DIR=/from/unit',
  )
  await patient.put('etc/systemd/user/clawdbot-.service.d/10-all.conf', '[Service]\nEnvironment=A=1')
  const found = await collect(patient)
  expect(found.answers).toBe(false)
  expect(found.linger).toBeNull()
  const [service] = found.services
  expect(service).toMatchObject({
    manager: 'systemd-user',
    name: UNIT,
    path: `${patient.home}/.config/systemd/user/${UNIT}`,
    dropIns: [
      '/etc/systemd/user/clawdbot-.service.d/10-all.conf',
      `${patient.home}/.config/systemd/user/${UNIT}.d/20-more.conf`,
    ],
    user: null,
    program: '/usr/bin/node',
    script: '/opt/clawdbot/dist/entry.js',
    places: {
      HOME: patient.home,
      PATH: '/opt/tools:/bin',
      CLAUDE_CONFIG_DIR: '/srv/claude',
      CLAWDBOT_STATE_DIR: '/from/file',
    },
    finds: { claude: '/opt/tools/claude', node: null },
    missingFiles: ['/etc/missing'],
    unread: [],
    needsReload: false,
  })
  expect(service?.keys.ANTHROPIC_API_KEY?.kind).toBe('anthropic-api-key')
  expect(JSON.stringify(found)).not.toContain('sk-ant')
})

it('takes what systemd has loaded over what is in the files', async () => {
  const patient = await aPatient()
  await userUnit(patient, `ExecStart=${GATEWAY}\nEnvironment=HOME=/new`)
  await systemctl(
    patient,
    `LoadState=loaded
NeedDaemonReload=yes
Environment=HOME=/old "CLAWDBOT_STATE_DIR=/with blank"
EnvironmentFiles=${patient.root}/env (ignore_errors=no)
ExecStart={ path=/bin/node ; argv[]=/bin/node /x/clawdbot/entry.js gateway --token hush ; ignore_errors=no ; status=0/0 }
User=`,
  )
  await patient.put('env', 'CLAUDE_CONFIG_DIR=/c')
  await patient.program('loginctl', '[ "$*" = "show-user ada --property=Linger" ] && echo Linger=no')
  const found = await collect(patient)
  expect(found).toMatchObject({ answers: true, linger: false })
  expect(found.services[0]).toMatchObject({
    program: '/bin/node',
    script: '/x/clawdbot/entry.js',
    needsReload: true,
    places: {
      HOME: '/old',
      PATH: '/usr/bin:/bin',
      CLAWDBOT_STATE_DIR: '/with blank',
      CLAUDE_CONFIG_DIR: '/c',
    },
  })
  expect(JSON.stringify(found)).not.toContain('hush')
})

it('reads the files for what an older systemctl leaves out, and for a unit that is not loaded', async () => {
  const patient = await aPatient()
  await userUnit(patient, `ExecStart=${GATEWAY}\nEnvironment="HOME=/with blank"`)
  await systemctl(patient, 'LoadState=loaded\nEnvironment=[unprintable]')
  expect((await collect(patient)).services[0]?.places.HOME).toBe('/with blank')
  await systemctl(patient, 'LoadState=not-found')
  expect((await collect(patient)).services[0]).toMatchObject({
    places: { HOME: '/with blank' },
    program: '/usr/bin/node',
  })
})

it('tells how systemd says that a service stands, and with which port it is started', async () => {
  const patient = await aPatient()
  await userUnit(patient, `ExecStart=${GATEWAY}`)
  await systemctl(
    patient,
    'LoadState=loaded\nActiveState=failed\nUnitFileState=enabled\nExecMainCode=1\nExecMainStatus=78',
  )
  expect((await collect(patient)).services[0]).toMatchObject({
    port: 18789,
    state: { activity: 'failed', enabled: true, pid: null, exitCode: 78, signal: null },
  })
  await patient.program('systemctl', NO_BUS)
  expect((await collect(patient)).services[0]?.state).toBeNull()
})

it('gives up on a systemctl that does not answer in time', async () => {
  const patient = await aPatient()
  await userUnit(patient, `ExecStart=${GATEWAY}`)
  await patient.program('systemctl', 'exec tail -f /dev/null')
  expect(await collect(patient)).toMatchObject({ answers: false, services: [{ name: UNIT }] })
})

it('finds units of the system with the home of their user, and those under other names by their command', async () => {
  const patient = await aPatient()
  await patient.put('etc/passwd', 'root:x:0:0::/root:/bin/sh\nbot:x:990:990::/srv/bot:/bin/sh\nbad line\n')
  await patient.put('etc/systemd/system/mybot.service', `[Service]\nUser=990\nExecStart=${GATEWAY}`)
  await patient.put('usr/lib/systemd/system/distro.service', `[Service]\nExecStart=${GATEWAY}`)
  await patient.put('etc/systemd/system/clawdbot-gateway.service', '\n')
  await patient.put('usr/lib/systemd/system/clawdbot-gateway.service', `[Service]\nExecStart=${GATEWAY}`)
  expect((await collect(patient)).services).toMatchObject([
    {
      manager: 'systemd-system',
      name: 'mybot.service',
      user: 'bot',
      places: { HOME: '/srv/bot' },
    },
  ])
})

it('does not judge what a value cannot be told', async () => {
  const patient = await aPatient()
  await userUnit(
    patient,
    `ExecStart=${GATEWAY}\nEnvironment=CLAWDBOT_STATE_DIR=/%H A=1\nUnsetEnvironment=PATH`,
  )
  const [service] = (await collect(patient)).services
  expect(service?.unknown).toEqual(['CLAWDBOT_STATE_DIR'])
  expect(service?.places).toEqual({ HOME: patient.home })
})

it('tells what the shell has, and what the gateway reads by itself', async () => {
  const patient = await aPatient()
  await patient.put(`${patient.home}/.clawdbot/.env`, `OPENAI_API_KEY=${SECRET}\nOTHER=1\n`)
  await patient.put('proc/sys/kernel/osrelease', '5.15.0-microsoft-standard-WSL2\n')
  await patient.program('claude', '')
  const found = await collect(patient, { env: { GEMINI_API_KEY: SECRET, GROQ_API_KEY: ' ' } })
  expect(found.inEnvFile).toEqual(['OPENAI_API_KEY'])
  expect(Object.keys(found.shell.keys)).toEqual(['GEMINI_API_KEY'])
  expect(found.shellFinds.claude).toBe(`${patient.root}/bin/claude`)
  expect(found.inside).toBe('wsl')
})

const plist = (command: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>Label</key><string>com.clawdbot.gateway</string><key>ProgramArguments</key><array>${command
    .split(' ')
    .map((word) => `<string>${word}</string>`)
    .join('')}</array>${more}</dict></plist>`

it('reads launchd agents, and has plutil turn a binary one into XML', async () => {
  const patient = await aPatient()
  const agents = `${patient.home}/Library/LaunchAgents`
  const environment =
    '<key>EnvironmentVariables</key><dict><key>PATH</key><string>/opt/homebrew/bin</string></dict>'
  await patient.put(`${agents}/com.clawdbot.gateway.plist`, plist(GATEWAY, environment))
  await patient.put(`${agents}/com.clawdbot.node.plist`, plist('/bin/clawdbot node'))
  await patient.put(`${agents}/com.clawdbot.work.plist`, 'bplist00binary')
  await patient.put(`${agents}/com.clawdbot.broken.plist`, '<plist>')
  await patient.put(`${agents}/com.clawdbot.off.plist`, plist(GATEWAY, '<key>Disabled</key><true/>'))
  await patient.put('Library/LaunchDaemons/bot.plist', plist(GATEWAY))
  await patient.put('converted', plist(`${GATEWAY} --profile work`))
  await patient.program(
    'plutil',
    `[ "$1 $2 $3 $4 $5" = "-convert xml1 -o - ${agents}/com.clawdbot.work.plist" ] && cat ${patient.root}/converted`,
  )
  const found = await collect(patient, { platform: 'darwin' })
  expect(found.services).toMatchObject([
    { name: 'com.clawdbot.broken', unread: [`${agents}/com.clawdbot.broken.plist`] },
    {
      manager: 'launchd-agent',
      user: null,
      unread: [],
      places: { HOME: patient.home, PATH: '/opt/homebrew/bin' },
    },
    { path: `${agents}/com.clawdbot.work.plist`, profile: 'work' },
    { manager: 'launchd-daemon', user: 'root', places: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' } },
  ])
  expect(found.services).toHaveLength(4)
})

it('says of a binary property list that it cannot be read where plutil is not there', async () => {
  const patient = await aPatient()
  const path = `${patient.home}/Library/LaunchAgents/com.clawdbot.gateway.plist`
  await patient.put(path, 'bplist00binary')
  expect((await collect(patient, { platform: 'darwin' })).services).toMatchObject([{ unread: [path] }])
})

it.each([
  ['printf "x = {\\n\\tstate = running\\n\\tpid = 8\\n}\\n"', { activity: 'running', enabled: true, pid: 8 }],
  ['exit 113', { activity: 'stopped', enabled: false }],
  ['exit 1', null],
])('tells how launchd says that an agent stands: %s', async (script, state) => {
  const patient = await aPatient()
  await patient.put(`${patient.home}/Library/LaunchAgents/com.clawdbot.gateway.plist`, plist(GATEWAY))
  await patient.program('launchctl', `[ "$*" = 'print gui/1000/com.clawdbot.gateway' ] || exit 9\n${script}`)
  expect((await collect(patient, { platform: 'darwin' })).services).toMatchObject([{ state, port: 18789 }])
})
