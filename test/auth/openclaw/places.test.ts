import { describe, expect, it } from 'vitest'
import {
  agentDatabase,
  isOpenclawLabel,
  isOpenclawUnit,
  openclawDir,
  sharedDatabase,
} from '../../../src/auth/openclaw/places.js'

const place = (env: Readonly<Record<string, string>> = {}, platform: 'linux' | 'win32' = 'linux') => ({
  env,
  platform,
  home: platform === 'win32' ? 'C:\\Users\\ada' : '/home/ada',
  cwd: platform === 'win32' ? 'C:\\work' : '/work',
})

describe("OpenClaw's folder", () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['is in the home', {}, '/home/ada/.openclaw'],
    ['is in the home it is given', { OPENCLAW_HOME: '/srv/bot' }, '/srv/bot/.openclaw'],
    ['is where it is told', { OPENCLAW_STATE_DIR: '/srv/state' }, '/srv/state'],
    ['may be told from the home', { OPENCLAW_STATE_DIR: ' ~/state ' }, '/home/ada/state'],
    ['may be told from the home it is given', { OPENCLAW_HOME: '/b', OPENCLAW_STATE_DIR: '~/s' }, '/b/s'],
    [
      'is not told by a blank word',
      { OPENCLAW_STATE_DIR: ' ', OPENCLAW_HOME: 'undefined' },
      '/home/ada/.openclaw',
    ],
    ['is not where Clawdbot is told', { CLAWDBOT_STATE_DIR: '/srv/state' }, '/home/ada/.openclaw'],
  ])('%s', (_name, env, expected) => {
    expect(openclawDir(place(env))).toBe(expected)
  })

  it('holds the databases, by the rules of the platform', () => {
    expect(sharedDatabase(place())).toBe('/home/ada/.openclaw/state/openclaw.sqlite')
    expect(agentDatabase(place({}, 'win32'), 'work')).toBe(
      'C:\\Users\\ada\\.openclaw\\agents\\work\\agent\\openclaw-agent.sqlite',
    )
  })
})

it.each<readonly [string, boolean]>([
  ['openclaw-gateway.service', true],
  ['openclaw-gateway-work.service', true],
  ['clawdbot-gateway.service', false],
  ['my-openclaw-gateway.service', false],
  ['openclaw-gateway.service.d', false],
])('%s is a unit of OpenClaw: %s', (unit, expected) => {
  expect(isOpenclawUnit(unit)).toBe(expected)
})

it.each<readonly [string, boolean]>([
  ['ai.openclaw.gateway', true],
  ['ai.openclaw.work', true],
  ['ai.openclaw.node', false],
  ['ai.openclaw.mac', false],
  ['com.clawdbot.gateway', false],
])('%s is a label of its gateway: %s', (label, expected) => {
  expect(isOpenclawLabel(label)).toBe(expected)
})
