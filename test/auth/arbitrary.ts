import fc from 'fast-check'
import type { Credential, OAuthCredential, TokenCredential } from '../../src/auth/credential.js'
import type { AuthStore } from '../../src/auth/store.js'
import type { Secret } from '../../src/contract/index.js'
import type { TestSeal } from './seal.js'

export const NOW = 1_770_000_000_000

/** Moments on both sides of now and of every limit that anything here has. */
const moment = fc.oneof(
  fc.constantFrom(0, NOW - 1, NOW, NOW + 1, NOW + 600_000, NOW + 600_001, NOW + 86_400_000, NOW + 86_400_001),
  fc.integer({ min: NOW - 1e9, max: NOW + 1e9 }),
)

const optional = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | object> =>
  fc.oneof(arbitrary, fc.constant({}))

const expiry = optional(moment.map((expires) => ({ expires })))

/** Few texts, so that two credentials often hold the same. */
const secrets = ({ seal }: TestSeal): fc.Arbitrary<Secret> =>
  fc.constantFrom('', ' ', 'one', 'two', 'three').map((text) => seal(text))

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 5 })

export const credential = (
  sealed: TestSeal,
  provider: fc.Arbitrary<string> = fc.constantFrom('anthropic', 'Anthropic ', 'zai', 'z.ai'),
): fc.Arbitrary<Credential> => {
  const secret = orNull(secrets(sealed))
  const common = { provider }
  const email = optional(fc.constant({ email: 'a@example.com' }))
  return fc
    .tuple(
      fc.oneof(
        fc.record({ type: fc.constant('api_key' as const), ...common, key: secret }),
        fc.record({ type: fc.constant('token' as const), ...common, token: secret }),
        fc.record({ type: fc.constant('oauth' as const), ...common, access: secret, refresh: secret }),
      ),
      expiry,
      email,
    )
    .map(([base, dates, more]) => ({ ...base, ...(base.type === 'api_key' ? {} : dates), ...more }))
}

/** What a sync may be handed. */
export const source = (
  sealed: TestSeal,
  provider = 'anthropic',
): fc.Arbitrary<OAuthCredential | TokenCredential> => {
  const secret = fc.constantFrom('one', 'two', 'three').map((text) => sealed.seal(text))
  const expires = moment.filter((at) => at > 0)
  return fc.oneof(
    fc.record({
      type: fc.constant('oauth' as const),
      provider: fc.constant(provider),
      access: secret,
      refresh: secret,
      expires,
    }),
    fc.record({
      type: fc.constant('token' as const),
      provider: fc.constant(provider),
      token: secret,
      expires,
    }),
  )
}

export const profileId = fc.constantFrom('a', 'b', 'c', 'd', 'constructor', '__proto__', 'toString')

const entries = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc
    .uniqueArray(fc.tuple(profileId, value), { selector: ([id]) => id, maxLength: 7 })
    .map((pairs) => Object.fromEntries(pairs))

export const store = (sealed: TestSeal): fc.Arbitrary<AuthStore> =>
  fc.record({
    version: fc.constant(1),
    profiles: entries(credential(sealed)),
    order: fc.dictionary(
      fc.constantFrom('anthropic', 'ANTHROPIC', 'zai'),
      fc.array(profileId, { minLength: 1 }),
    ),
    lastGood: fc.constant({}),
    usageStats: entries(
      fc.record({ lastUsed: moment, cooldownUntil: moment, disabledUntil: moment }, { requiredKeys: [] }),
    ),
    issues: fc.constant([]),
  })
