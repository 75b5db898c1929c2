import { describe, expect, it } from 'vitest'
import { EMPTY_CONFIG } from '../../../src/auth/config.js'
import {
  findSession,
  knownSessions,
  readSessions,
  sessionEntry,
} from '../../../src/auth/sessions/read-sessions.js'
import { sessionStorePath } from '../../../src/auth/sessions/session-store-path.js'

describe('a file of sessions', () => {
  it.each([
    ['{"a":{}}', { state: 'ok', dialect: 'json', sessions: { a: {} } }],
    ['{/* mine */ a: {},}', { state: 'ok', dialect: 'json5', sessions: { a: {} } }],
    ['[]', { state: 'wrong-shape' }],
    ['null', { state: 'wrong-shape' }],
    ['', { state: 'unparseable', line: 1, column: 1 }],
    ['{\n"a": {', { state: 'unparseable', line: 2 }],
  ])('%j is read as what it is', (text, expected) => {
    expect(readSessions(text)).toMatchObject(expected)
  })

  it('of tens of megabytes that was cut off is told at once', () => {
    const entry = `{"text":"${'x'.repeat(900)}"}`
    const cut = `{${Array.from({ length: 20_000 }, (_, at) => `"agent:main:s${at}":${entry}`).join(',')}`
    expect(readSessions(cut)).toMatchObject({ state: 'unparseable', line: 1 })
  }, 5000)

  const sessions = {
    'agent:main:main': { updatedAt: 2 },
    'agent:main:telegram:group:-1': { updatedAt: 3 },
    'agent:main:broken': 5,
    global: {},
  }

  it.each([
    ['agent:main:main', 'agent:main:main'],
    ['Agent:Main:Main', 'agent:main:main'],
    ['telegram:Group:-1', 'agent:main:telegram:group:-1'],
    ['main', 'agent:main:main'],
    ['global', 'global'],
    ['broken', null],
    ['constructor', null],
  ])('has %j, or has not', (written, key) => {
    expect(findSession(sessions, written, 'main')).toBe(key)
  })

  it('names its sessions, the one used last first', () => {
    expect(knownSessions(sessions)).toEqual(['agent:main:telegram:group:-1', 'agent:main:main', 'global'])
    expect(sessionEntry(sessions, 'agent:main:broken')).toBeNull()
  })
})

describe('the path of an agent’s sessions', () => {
  const place = { env: {}, home: '/h', cwd: '/w', platform: 'linux' } as const

  it.each([
    [undefined, '/h/.clawdbot/agents/work/sessions/sessions.json'],
    ['~/s/{agentId}/x.json', '/h/s/work/x.json'],
    ['all.json', '/w/all.json'],
  ])('with session.store %j is %s', (sessionStore, path) => {
    const config = { ...EMPTY_CONFIG, ...(sessionStore === undefined ? {} : { sessionStore }) }
    expect(sessionStorePath(place, config, ' Work ')).toBe(path)
  })
})
