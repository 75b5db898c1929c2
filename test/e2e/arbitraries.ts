import fc from 'fast-check'
import { hour, token } from './cli.js'

const NOW = Date.now()

/** Any JSON, with what breaks programs well represented. */
const weird: fc.Arbitrary<unknown> = fc.oneof(
  { maxDepth: 2 },
  fc.constantFrom(
    null,
    '',
    ' ',
    0,
    -1,
    1e300,
    true,
    'null',
    [],
    {},
    '__proto__',
    '\ud800',
    '\u0000',
    '../..',
    '~',
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('odd', 'note', 'type', 'provider', 'a b', '"', '\\', '🙂') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '') },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
)

/** Built from entries, so that `__proto__` is a key like any other. */
const mapping = (keys: fc.Arbitrary<string>, values: fc.Arbitrary<unknown>, maxLength = 4) =>
  fc.array(fc.tuple(keys, values), { maxLength }).map((entries): object => Object.fromEntries(entries))

const strangers = mapping(key, weird, 2)

/** A record whose fields are mostly what they should be, with fields that nobody knows among them. */
const record = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc
    .tuple(
      fc.record(
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [
            name,
            fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: weird }),
          ]),
        ),
        { requiredKeys: [] },
      ),
      strangers,
    )
    .map(([known, odd]): object => ({ ...odd, ...known }))

const id = fc.oneof(
  fc.constantFrom(
    'anthropic:claude-cli',
    'openai-codex:codex-cli',
    'qwen-portal:qwen-cli',
    'anthropic:work',
    'openai:work',
    'anthropic:gone',
  ),
  key,
)
const provider = fc.constantFrom('anthropic', ' Anthropic ', 'openai', 'openai-codex', 'qwen', 'z.ai', '')
const instant = fc.oneof(
  fc.constantFrom(0, 5, NOW - hour, NOW + 5 * 60_000, NOW + hour, NOW + 8 * hour, 9e15, -1, 1.5, 1e300),
  fc.integer(),
)
const secret = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    token('oat', 'one'),
    token('ort', 'two'),
    token('api', 'three'),
    `${token('oat', 'x')}\n`,
  ),
  fc.string(),
)

const profile = fc.oneof(
  {
    weight: 8,
    arbitrary: record({
      type: fc.constantFrom('oauth', 'token', 'api_key'),
      provider,
      key: secret,
      token: secret,
      access: secret,
      refresh: secret,
      expires: instant,
      email: fc.string(),
      accountId: fc.string(),
    }),
  },
  { weight: 1, arbitrary: weird },
)
const ids = fc.array(fc.oneof({ weight: 8, arbitrary: id }, { weight: 1, arbitrary: weird }), {
  maxLength: 4,
})
const stats = record({
  lastUsed: instant,
  cooldownUntil: instant,
  disabledUntil: instant,
  errorCount: instant,
})

const store = record({
  version: fc.constantFrom(1, 1, 1, 2),
  profiles: mapping(id, profile, 5),
  order: mapping(provider, ids),
  lastGood: mapping(provider, id),
  usageStats: mapping(id, stats),
})

const modelRef = fc.constantFrom('anthropic/claude-opus-4-5', 'openai/x', 'opus', '/', 'qwen/x', '', 'a/b/c')
const model = fc.oneof(
  modelRef,
  record({ primary: modelRef, fallbacks: fc.array(modelRef, { maxLength: 2 }) }),
)
const config = record({
  agents: record({
    list: fc.array(
      record({ id: fc.constantFrom('main', 'two', 'TWO', 'x y', '../..'), default: fc.boolean(), model }),
      { maxLength: 3 },
    ),
    defaults: record({ model, imageModel: model, models: mapping(modelRef, record({ alias: fc.string() })) }),
  }),
  auth: record({
    order: mapping(provider, ids),
    profiles: mapping(id, record({ provider, mode: fc.constantFrom('oauth', 'token', 'api_key') })),
  }),
  models: record({ providers: mapping(provider, record({ apiKey: secret, baseUrl: fc.webUrl() })) }),
  env: record({ OPENAI_API_KEY: secret, vars: mapping(fc.constantFrom('XAI_API_KEY', 'odd'), secret) }),
  $include: fc.constantFrom('./gone.json5', './clawdbot.json', []),
})

const credentials = record({
  claudeAiOauth: record({
    accessToken: secret,
    refreshToken: secret,
    expiresAt: instant,
    refreshTokenExpiresAt: instant,
    scopes: fc.constantFrom(['user:inference'], []),
    subscriptionType: fc.constantFrom('max', 'free'),
  }),
  mcpOAuth: strangers,
})

const codex = record({
  tokens: record({ access_token: secret, refresh_token: secret, account_id: fc.string() }),
})
const qwen = record({ access_token: secret, refresh_token: secret, expiry_date: instant })

/** A document as it stands in a file: printed in one of many ways, now and then cut off or no document at all. */
const text = (document: fc.Arbitrary<unknown>): fc.Arbitrary<string | null> =>
  fc
    .oneof(
      { weight: 2, arbitrary: fc.constant(null) },
      {
        weight: 12,
        arbitrary: fc
          .tuple(document, fc.constantFrom(0, 2, 4, '\t'), fc.constantFrom('', '\n', '\r\n'))
          .map(([value, indent, end]) => JSON.stringify(value, null, indent) + end),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(document, fc.nat(200)).map(([value, at]) => JSON.stringify(value).slice(0, at)),
      },
      { weight: 1, arbitrary: fc.oneof(fc.string(), fc.constantFrom('', 'null', '[]', '\ufeff{}', '\0')) },
    )
    .map((written) => (written === null ? null : Buffer.from(written).toString()))

/** The files a run may meet; null for one that is not there. */
export const patient = fc.record({
  store: text(store),
  secondStore: text(store),
  config: text(config),
  credentials: text(credentials),
  settings: text(
    record({ env: mapping(fc.constantFrom('ANTHROPIC_API_KEY', 'odd'), secret), apiKeyHelper: fc.string() }),
  ),
  codex: text(codex),
  qwen: text(qwen),
  models: text(record({ providers: mapping(provider, record({ apiKey: secret })) })),
})
