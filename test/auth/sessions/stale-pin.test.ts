import { describe, expect, it } from 'vitest'
import { clearStalePin } from '../../../src/auth/sessions/stale-pin.js'
import { ask, CONFIG, configOf, hour, NOW, PROFILES, storeOf } from './world.js'

const entry = (profile: string, rest: object = {}) => ({
  sessionId: 's',
  authProfileOverride: profile,
  authProfileOverrideSource: 'user',
  ...rest,
})

const clear = (
  pinned: Readonly<Record<string, unknown>>,
  store: object = {},
  config: unknown = CONFIG,
  provider = 'anthropic',
) =>
  clearStalePin(pinned, {
    store: storeOf({ profiles: PROFILES, ...store }),
    config: configOf(config),
    provider,
    now: NOW,
  })

const CLEARED = { authProfileOverride: null, authProfileOverrideSource: null, updatedAt: NOW }

describe('a pin', () => {
  it('is cleared when its profile has vanished', () => {
    expect(clear(entry('anthropic:gone'))).toEqual({
      profile: 'anthropic:gone',
      reason: 'gone',
      patch: CLEARED,
    })
  })

  it('is cleared when its profile is now another provider’s', () => {
    expect(clear(entry('anthropic:work'), {}, CONFIG, 'zai')?.reason).toBe('other-provider')
  })

  it.each([
    ['the store’s order leaves it out', { order: { anthropic: ['anthropic:claude-cli'] } }, CONFIG],
    ['the config’s order leaves it out', {}, { auth: { order: { anthropic: ['anthropic:claude-cli'] } } }],
    [
      'the config names another type for it',
      {},
      {
        auth: {
          profiles: {
            'anthropic:work': { provider: 'anthropic', mode: 'api_key' },
            'anthropic:claude-cli': { provider: 'anthropic', mode: 'oauth' },
          },
        },
      },
    ],
  ])('is cleared when %s', (_, store, config) => {
    expect(clear(entry('anthropic:work'), store, config)?.reason).toBe('out-of-order')
  })

  it('is cleared when its token has expired and another profile can be used', () => {
    expect(clear(entry('anthropic:old'))?.reason).toBe('out-of-order')
  })

  it('stays otherwise, also in cooldown, also when Clawdbot compacted the session since', () => {
    const usageStats = { 'anthropic:work': { cooldownUntil: NOW + hour, disabledUntil: NOW + hour } }
    expect(clear(entry('anthropic:work'), { usageStats })).toBeNull()
    expect(clear(entry('anthropic:work', { compactionCount: 3 }))).toBeNull()
    expect(clear({ sessionId: 's' })).toBeNull()
    expect(clear(entry(' '))).toBeNull()
  })

  it('stays where the provider has nothing at all that could be used', () => {
    expect(
      clear(entry('anthropic:old'), { profiles: { 'anthropic:old': PROFILES['anthropic:old'] } }),
    ).toBeNull()
  })

  it('is cleared by the same rules when the gateway made it, with its count', () => {
    const auto = { authProfileOverrideSource: 'auto', authProfileOverrideCompactionCount: 2 }
    expect(clear(entry('anthropic:gone', auto))?.patch).toEqual({
      ...CLEARED,
      authProfileOverrideCompactionCount: null,
    })
    expect(clear(entry('anthropic:work', { ...auto, compactionCount: 3 }))).toBeNull()
  })

  it('is cleared by any message of its session, which says so when it is answered', () => {
    const pinned = entry('anthropic:gone')
    expect(ask('hello', { entry: pinned })).toMatchObject({ reply: null, patch: CLEARED })
    const { reply, patch } = ask('/model status', { entry: pinned })
    expect(patch).toEqual(CLEARED)
    expect(reply).toContain('Auth profile anthropic:gone is no longer pinned: it is not stored any more.')
  })

  it('goes with a model that is not allowed any more', () => {
    const pinned = entry('anthropic:work', { providerOverride: 'anthropic', modelOverride: 'claude-2' })
    const { reply, patch } = ask('/model', { entry: pinned })
    expect(patch).toEqual({ ...CLEARED, providerOverride: null, modelOverride: null })
    expect(reply).toContain('Model anthropic/claude-2 is not allowed any more')
    expect(reply).toContain('Current: anthropic/claude-opus-4-5')
  })
})
