import { describe, expect, it } from 'vitest'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import { agentViews } from '../../../src/auth/agent-view.js'
import { EMPTY_CONFIG } from '../../../src/auth/config.js'
import { inParallel } from '../../../src/auth/verify/in-parallel.js'
import { probeExitCode } from '../../../src/auth/verify/probe-exit.js'
import { questionsOf } from '../../../src/auth/verify/questions.js'
import {
  anAgent,
  anApiKey,
  anOauth,
  aStore,
  aToken,
  DAY,
  NOW,
  secret,
  usingProvider,
} from '../../checks/facts.js'

const asked = (
  stores: readonly AgentStore[],
  config = EMPTY_CONFIG,
  env: Parameters<typeof questionsOf>[1] = {},
) =>
  questionsOf(agentViews(stores, config), env, NOW).map(({ candidate, owner, holders, isFirst }) => ({
    name: candidate.name,
    owner,
    by: holders.map(({ file }) => file.agent.id).join(),
    isFirst,
    sent: 'notSent' in candidate.credential ? candidate.credential.notSent : true,
  }))

const work = anAgent('work')

describe('what a provider is asked about', () => {
  it('is every profile that could be used, then the environment, then the config', () => {
    const config = { ...EMPTY_CONFIG, providers: { Anthropic: { apiKey: secret('c') } } }
    const store = aStore({ a: anOauth(), b: aToken(), c: anApiKey({ provider: 'openai' }) })
    expect(asked([store], config, { ANTHROPIC_API_KEY: secret('e') })).toEqual([
      { name: 'a', owner: 'main', by: 'main', isFirst: true, sent: true },
      { name: 'b', owner: 'main', by: 'main', isFirst: false, sent: true },
      { name: 'ANTHROPIC_API_KEY', owner: 'main', by: 'main', isFirst: false, sent: true },
      { name: 'models.providers.Anthropic.apiKey', owner: 'main', by: 'main', isFirst: false, sent: true },
    ])
  })

  it.each([
    ['a token past its date', aToken({ expires: NOW - DAY }), 'expired'],
    ['a login past its date', anOauth({ expires: NOW - DAY }), 'refreshes-on-use'],
    ['a login without a date', anOauth({ expires: 0 }), 'refreshes-on-use'],
    ['a login that nobody can refresh', anOauth({ expires: NOW - DAY, refresh: null }), 'cannot-refresh'],
    ['an empty key', anApiKey({ key: secret('') }), 'blank'],
    ['a token without a date', aToken({ expires: 0 }), true],
  ])('has %s in it only where it may be sent', (_, credential, sent) => {
    expect(asked([aStore({ a: credential })])).toMatchObject([{ name: 'a', sent }])
  })

  it('has not in it what an order leaves out, and says so', () => {
    const store = aStore({ a: aToken(), b: aToken() }, { store: { order: { anthropic: ['b', 'gone'] } } })
    expect(asked([store])).toMatchObject([
      { name: 'b', sent: true, isFirst: true },
      { name: 'a', sent: 'not-listed', isFirst: false },
    ])
  })

  it('has an inherited profile in it once, and all who have it', () => {
    expect(asked([aStore({ a: aToken() }), aStore({}, { agent: work })])).toEqual([
      { name: 'a', owner: 'main', by: 'main,work', isFirst: true, sent: true },
    ])
  })

  it('has a profile of the same name in two stores in it twice', () => {
    expect(asked([aStore({ a: aToken() }), aStore({ a: anApiKey() }, { agent: work })])).toMatchObject([
      { name: 'a', owner: 'main', by: 'main' },
      { name: 'a', owner: 'work', by: 'work' },
    ])
  })

  it('is sent where one agent uses it and the other leaves it out', () => {
    const hiding = aStore({ b: aToken() }, { agent: work, store: { order: { anthropic: ['b'] } } })
    const found = asked([hiding, aStore({ a: aToken() })]).find(({ name }) => name === 'a')
    expect(found).toMatchObject({ sent: true, isFirst: true })
  })

  it("has every agent's own key of models.json in it", () => {
    const keys = (name: string) => ({ modelKeys: { anthropic: secret(name) } })
    const views = [aStore({}, keys('one')), aStore({}, { agent: work, ...keys('two') })]
    expect(asked(views)).toMatchObject([{ owner: 'main' }, { owner: 'work' }])
    expect(asked([views[0] as AgentStore, aStore({}, { agent: work, ...keys('one') })])).toMatchObject([
      { owner: 'main', by: 'main,work' },
    ])
  })

  it('is nothing of a provider that is not in use, nor of a store that could not be read', () => {
    expect(asked([aStore({ a: aToken() })], { ...EMPTY_CONFIG, ...usingProvider('openai') })).toEqual([])
    expect(asked([aStore({ a: aToken() }, { reading: { state: 'denied' } })])).toEqual([])
  })
})

describe('the exit code of probes', () => {
  const result = (
    status: 'accepted' | 'rejected' | 'timeout' | 'not-asked',
    next = true,
    reason?: string,
  ) => ({
    status,
    next,
    reason,
  })

  it.each([
    [[], false, 0],
    [[result('accepted')], false, 0],
    [[result('accepted'), result('rejected', false)], false, 1],
    [[result('accepted'), result('rejected', false)], true, 0],
    [[result('timeout'), result('rejected')], true, 1],
    [[result('timeout')], false, 2],
    [[result('not-asked', true, 'unsupported')], false, 0],
    [[result('not-asked', true, 'bad-proxy')], false, 2],
  ] as const)('of %j, in use only: %s, is %i', (results, inUse, code) => {
    expect(probeExitCode(results, inUse)).toBe(code)
  })
})

describe('work in parallel', () => {
  it.each([1, 2, 3, 100])('is never done more than %i at a time, and keeps its order', async (limit) => {
    let running = 0
    let most = 0
    const results = await inParallel([5, 1, 4, 2, 3, 0, 6], limit, async (turns) => {
      running += 1
      most = Math.max(most, running)
      for (let turn = 0; turn <= turns; turn += 1) await Promise.resolve()
      running -= 1
      return turns * 10
    })
    expect(results).toEqual([50, 10, 40, 20, 30, 0, 60])
    expect(most).toBe(Math.min(limit, 7))
  })

  it('of nothing is nothing', async () => {
    expect(await inParallel([], 2, async () => 1)).toEqual([])
  })
})
