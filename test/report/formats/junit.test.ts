import { describe, expect, it } from 'vitest'
import { renderJunit } from '../../../src/report/formats/junit.js'
import { type Element, readJunit } from './readers.js'
import { sample } from './sample.js'

const root = readJunit(renderJunit(sample))
const cases = root.children.flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'))
const verdictOf = (id: string): Element | undefined =>
  cases.find(({ attributes }) => attributes.name === id)?.children[0]

describe('JUnit', () => {
  it('has a test suite for each domain, and one for plugins that were not loaded', () => {
    expect(root.children.map(({ attributes }) => attributes.name)).toEqual([
      'auth',
      'config',
      'claude',
      'third',
      'plugins',
      'changes',
    ])
    expect(root.children[0]?.attributes).toMatchObject({
      tests: '4',
      failures: '2',
      errors: '0',
      skipped: '1',
      timestamp: '2026-01-15T12:00:00',
    })
    expect(root.attributes).toMatchObject({ tests: '8', failures: '2', errors: '2' })
  })

  it.each([
    ['auth/expiry', 'failure', { type: 'error', message: 'The token expired 3 d ago.' }],
    ['auth/profile-order', 'failure', { type: 'warning' }],
    ['auth/notes', 'system-out', {}],
    ['auth/shared', 'skipped', { message: 'suppressed: 1 finding' }],
    ['claude/binary', 'skipped', { message: 'nothing in ~/bin' }],
    ['third/crash', 'error', { type: 'error', message: 'it threw' }],
    ['fourth', 'error', { message: 'The plugin was not loaded: it has no id' }],
  ])('tells %s as %s', (id, name, attributes) => {
    expect(verdictOf(id)).toMatchObject({ name, attributes })
  })

  it('tells nothing of a check that passed', () => {
    expect(verdictOf('config/readable')).toBeUndefined()
  })

  it('tells in the text why, what next, where and about what', () => {
    expect(verdictOf('auth/expiry')?.text.split('\n')).toEqual([
      'error: The token expired 3 d ago.',
      'why: The bot gets no answer with it.',
      'next: Run `clawdbot models auth setup-token`.',
      'where: ~/.clawdbot/agents/main/agent/auth-profiles.json:3:7',
      'message: expired',
      'subject: agent:main/profile:anthropic:work',
    ])
  })
})
