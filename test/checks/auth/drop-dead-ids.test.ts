import { describe, expect, it } from 'vitest'
import profileOrder from '../../../checks/auth/profile-order.js'
import type { ConfigFact } from '../../../plugins/clawdbot/facts/config.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import { dropDeadIds } from '../../../plugins/clawdbot/fixes/drop-dead-ids.js'
import type { AuthPart } from '../../../src/auth/config-parts.js'
import { parseStore } from '../../../src/auth/parse-store.js'
import type { Value } from '../../../src/contract/index.js'
import { editJson, type JsonEdit } from '../../../src/json/edit.js'
import { createFakeSeal } from '../../../src/testing/index.js'
import { aConfig, anAgent, aStore, aToken, clockFact } from '../facts.js'

const SHA = 'a'.repeat(64)
const MAIN = anAgent().storePath

/** A store as its text has it. */
const written = (text: string, agent = anAgent()): AgentStore => {
  const reading = parseStore(text, createFakeSeal())
  if (reading.state !== 'ok') throw new Error(reading.reason)
  const read = aStore({}, { agent, store: reading.store })
  return { ...read, file: read.file && { ...read.file, sha256: SHA } }
}

const storeText = (order: unknown, ids: readonly string[] = ['a', 'b']): string => {
  const profile = { type: 'token', provider: 'anthropic', token: 'k' }
  const profiles = {
    ...Object.fromEntries(ids.map((id) => [id, profile])),
    x: { type: 'api_key', provider: 'openai', key: 'k' },
  }
  return `${JSON.stringify({ version: 1, custom: true, profiles, order }, null, 2)}\n`
}

/** The config itself, or a file that it includes. */
const aPart = (value: Value, over: Partial<AuthPart> = {}): AuthPart => {
  const { path } = aConfig()
  return { path, realPath: over.path ?? path, sha256: SHA, mount: [], value, ...over }
}

const plan = (
  stores: readonly AgentStore[],
  data: Readonly<Record<string, string>>,
  config: ConfigFact = aConfig(),
  parts: readonly AuthPart[] = [aPart({ auth: { order: config.config.auth.order } })],
) =>
  dropDeadIds.plan(
    { stores, config, configParts: parts },
    { check: 'auth/profile-order', messageId: 'unknownId', subject: 's', data },
  )

const IN_STORE = { agent: 'main', provider: 'anthropic', where: 'store' }
const IN_CONFIG = { ...IN_STORE, where: 'config' }

/** The text after the only change of a plan, which must be a patch of the path. */
const patched = (text: string, planned: ReturnType<typeof plan>, path: string): string => {
  if ('refuse' in planned) throw new Error(planned.refuse)
  const [change, ...others] = planned
  if (change?.op !== 'patch' || others.length > 0) throw new Error('it is not one patch')
  expect(change.path).toBe(path)
  return editJson(text, change.dialect, change.edits as readonly JsonEdit[])
}

describe('the fix auth/drop-dead-ids in a store', () => {
  it.each([
    ['an id that is not stored', { anthropic: ['gone', 'b', 'a'] }, { anthropic: ['b', 'a'] }],
    ["another provider's id", { anthropic: ['x', 'a'], openai: ['x'] }, { anthropic: ['a'], openai: ['x'] }],
    ['what is named again', { anthropic: ['b', 'a', 'b', 'a'] }, { anthropic: ['b', 'a'] }],
    ['under a key it spells as the file does', { ' Anthropic': ['gone', 'a'] }, { ' Anthropic': ['a'] }],
    ['an order of which nothing remains', { anthropic: ['gone'], openai: ['x'] }, { openai: ['x'] }],
    ['the last order of which nothing remains', { anthropic: ['gone', 'x'] }, undefined],
    ['no order that is malformed', { anthropic: ['gone'], openai: 'x' }, { openai: 'x' }],
  ])('takes out %s and keeps the rest', (_, before, after) => {
    const text = storeText(before)
    expect(patched(text, plan([written(text)], IN_STORE), MAIN)).toBe(storeText(after))
  })

  it('does not take away the order that holds back a key, where nothing of it would be left', () => {
    const key =
      '{"profiles": {"k": {"type": "api_key", "provider": "Anthropic", "key": "k"}}, "order": {"anthropic": ["gone"]}}'
    expect(plan([written(key)], IN_STORE)).toEqual({
      refuse: 'nothing would be left of it, and the bot would then use k, paid for by use',
    })
  })

  it('expects the file that was judged, under its lock', () => {
    const planned = plan([written(storeText({ anthropic: ['gone', 'a'] }))], IN_STORE)
    expect(planned).toMatchObject([{ before: { sha256: SHA }, dialect: 'json', lock: true }])
  })

  it('keeps an id that only an inheriting agent has', () => {
    const text = storeText({ anthropic: ['c', 'gone', 'a'] })
    const work = written(storeText(undefined, ['c']), anAgent('work'))
    expect(patched(text, plan([written(text), work], IN_STORE), MAIN)).toBe(
      storeText({ anthropic: ['c', 'a'] }),
    )
  })

  it("changes the agent's own store and not the one it inherits from", () => {
    const agent = anAgent('work')
    const text = storeText({ anthropic: ['gone', 'a'] })
    const stores = [written(storeText({ anthropic: ['lost'] })), written(text, agent)]
    const planned = plan(stores, { ...IN_STORE, agent: 'work' })
    expect(patched(text, planned, agent.storePath)).toBe(storeText({ anthropic: ['a'] }))
  })

  it('does nothing while a store that the order holds for cannot be read', () => {
    const work = aStore({}, { agent: anAgent('work'), reading: { state: 'denied' } })
    expect(plan([written(storeText({ anthropic: ['gone'] })), work], IN_STORE)).toEqual({
      refuse: 'the order holds for agent work too, whose profiles could not be read',
    })
  })

  it.each([
    ['the order is gone', undefined],
    ['nothing in it is dead', { anthropic: ['b', 'a'] }],
  ])('does nothing where %s', (_, order) => {
    expect(plan([written(storeText(order))], IN_STORE)).toHaveProperty('refuse')
  })

  it('leaves nothing that the check would have it do again', () => {
    const text = storeText({ Anthropic: ['gone', 'x', 'a', 'b', 'a'] })
    const fixable = (store: AgentStore) =>
      profileOrder
        .evaluate({ stores: [store], config: aConfig(), clock: clockFact })
        .filter(({ fixes = [] }) => fixes.includes(dropDeadIds.id))
    const found = fixable(written(text))
    expect(found.map(({ messageId }) => messageId)).toEqual(['unknownId', 'otherProvider', 'repeated'])
    for (const { data } of found) {
      const after = patched(text, plan([written(text)], data as Record<string, string>), MAIN)
      expect(fixable(written(after))).toEqual([])
    }
  })
})

describe('the fix auth/drop-dead-ids in the config', () => {
  const order = { Anthropic: ['gone', 'a', 'lost', 'a'] }
  const auth = { profiles: {}, order }
  const stores = [aStore({ a: aToken() })]

  it('takes dead ids out by their places, so that comments stay', () => {
    const text = "{ auth: { order: { Anthropic: [ 'gone', 'a', /* mine */\n 'lost', 'a', ], }, }, }\n"
    const config = aConfig({ auth })
    const after = patched(text, plan(stores, IN_CONFIG, config), config.path)
    expect(after).toContain('/* mine */')
    expect(after).toMatch(/Anthropic: \[\s*'a',[^']*\]/)
  })

  it('removes an order of which nothing remains', () => {
    const text = "{ auth: { order: { Anthropic: ['gone'] }, profiles: {} } }"
    const config = aConfig({ auth: { profiles: {}, order: { Anthropic: ['gone'] } } })
    expect(patched(text, plan(stores, IN_CONFIG, config), config.path)).toBe('{ auth: { profiles: {} } }')
  })

  const MORE = '/etc/more.json5'
  const ROOT = aPart({ auth: { order: { $include: MORE } } })

  it.each([
    ['at the top', [], { auth: { order } }, "{ auth: { order: { Anthropic: ['a'] } } }"],
    ['just there', ['auth', 'order'], order, "{ Anthropic: ['a'] }"],
  ])('edits the file that is included %s', (_, mount, value, after) => {
    const text = after.replace("['a']", "['gone', 'a', 'lost', 'a']")
    const parts = [aPart(value, { path: MORE, mount }), ROOT]
    expect(patched(text, plan(stores, IN_CONFIG, aConfig({ auth }), parts), MORE)).toBe(after)
  })

  it.each([
    ['the order alone, and leaves the file', ['auth', 'order'], { Anthropic: ['gone'] }, '{}'],
    ['the object that is empty then', ['auth'], { order: { Anthropic: ['gone'] } }, '{}'],
  ])('removes from an included file %s', (_, mount, value, after) => {
    const config = aConfig({ auth: { profiles: {}, order: { Anthropic: ['gone'] } } })
    const parts = [aPart(value, { path: MORE, mount }), ROOT]
    expect(patched(JSON.stringify(value), plan(stores, IN_CONFIG, config, parts), MORE)).toBe(after)
  })

  it.each([
    [
      'the order is put together from two files',
      [aPart({ auth: { order } }, { path: MORE }), aPart({ auth: { order } })],
      `it is put together from ${MORE}, ${aConfig().path}`,
    ],
    [
      'its file is included twice',
      [aPart({ auth: { order } }, { path: MORE }), aPart({}, { path: MORE }), ROOT],
      `${MORE} is included more than once`,
    ],
    [
      'its file is the list itself',
      [aPart(order.Anthropic, { path: MORE, mount: ['auth', 'order', 'Anthropic'] }), ROOT],
      'it does not stand in an object of one file of the config',
    ],
    [
      'its file is generated',
      [aPart({ auth: { order } }, { realPath: '/nix/store/abc-clawdbot.json' })],
      `${aConfig().path} is generated by Nix`,
    ],
    ['no file could be read', [], 'it does not stand in an object of one file of the config'],
  ])('does nothing where %s', (_, parts, refuse) => {
    expect(plan(stores, IN_CONFIG, aConfig({ auth }), parts)).toEqual({ refuse })
  })

  it.each([
    [
      'the list holds something that is not a text',
      {
        issues: [{ at: ['auth', 'order', 'Anthropic', '1'], expected: 'a text' }],
      },
    ],
  ])('does nothing where %s', (_, over) => {
    expect(plan(stores, IN_CONFIG, aConfig({ auth }, over))).toHaveProperty('refuse')
  })
})
