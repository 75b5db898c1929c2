import { expect, it } from 'vitest'
import { portOf } from '../../../src/auth/service/gateway-service.js'
import { launchdState, systemdState } from '../../../src/auth/service/service-state.js'
import { parseShow } from '../../../src/auth/service/systemd-show.js'

const nothing = { enabled: null, pid: null, exitCode: null, signal: null }

it.each([
  [
    'ActiveState=active\nSubState=running\nUnitFileState=enabled\nMainPID=812\nExecMainCode=0\nExecMainStatus=0',
    { ...nothing, activity: 'running', enabled: true, pid: 812 },
  ],
  [
    'ActiveState=failed\nSubState=failed\nUnitFileState=disabled\nMainPID=0\nExecMainCode=1\nExecMainStatus=78',
    { ...nothing, activity: 'failed', enabled: false, exitCode: 78 },
  ],
  [
    'ActiveState=activating\nSubState=auto-restart\nMainPID=0\nExecMainCode=2\nExecMainStatus=9',
    { ...nothing, activity: 'restarting', signal: 9 },
  ],
  ['ActiveState=activating\nSubState=auto-restart-queued', { ...nothing, activity: 'restarting' }],
  ['ActiveState=activating\nSubState=start-pre', { ...nothing, activity: 'starting' }],
  ['ActiveState=inactive\nSubState=dead\nUnitFileState=static', { ...nothing, activity: 'stopped' }],
  ['ActiveState=active\nUnitFileState=enabled-runtime', { ...nothing, activity: 'running', enabled: true }],
  ['UnitFileState=enabled', null],
  ['ActiveState=maintenance', null],
])('systemd says %j', (stdout, state) => {
  expect(systemdState(parseShow(stdout))).toEqual(state)
})

const loaded = (...lines: readonly string[]): string =>
  ['gui/501/com.clawdbot.gateway = {', '\tactive count = 1', ...lines.map((line) => `\t${line}`), '}'].join(
    '\n',
  )

it.each([
  [
    loaded('state = running', 'pid = 812', 'last exit code = (never exited)'),
    { ...nothing, activity: 'running', enabled: true, pid: 812 },
  ],
  [
    loaded('state = not running', 'last exit code = 1'),
    { ...nothing, activity: 'failed', enabled: true, exitCode: 1 },
  ],
  [
    loaded('state = waiting', 'last exit status = 0'),
    { ...nothing, activity: 'stopped', enabled: true, exitCode: 0 },
  ],
  [
    loaded('state = not running', 'endpoints = {', '\tstate = running', '}'),
    { ...nothing, activity: 'stopped', enabled: true },
  ],
  ['Could not find service', null],
])('launchd says %j', (stdout, state) => {
  expect(launchdState(stdout)).toEqual(state)
})

it.each([
  [['node', 'entry.js', 'gateway', '--port', '3000'], 3000],
  [['node', 'entry.js', 'gateway', '--port=3000'], 3000],
  [['node', 'entry.js', 'gateway', '--port'], null],
  [['node', 'entry.js', 'gateway', '--port', 'x'], null],
  [['node', 'entry.js', 'gateway'], null],
])('the command %j names the port %s', (command, port) => {
  expect(portOf(command)).toBe(port)
})
