import { randomBytes } from 'node:crypto'
import { CLAUDE, CONFIG, CREDENTIALS, type FileContent, hour, makeHome, STORE, token } from './cli.js'
import { storeOf } from './homes.js'

/** Plants secrets of no known shape, each of which can be told from all the others by any part of it. */
export const createCanaries = () => {
  const planted = new Map<string, string>()
  const plant = (where: string, alphabet: 'base64' | 'base64url' = 'base64'): string => {
    const text = randomBytes(30).toString(alphabet)
    planted.set(where, text)
    return text
  }
  /** One that looks like a token of Anthropic's; its kind is no secret, all that follows is. */
  const plantToken = (kind: Parameters<typeof token>[0], where: string): string =>
    token(kind, '').replace(/x+$/, '') + plant(where, 'base64url').padEnd(95, 'x')
  return { planted, plant, plantToken }
}

export type Canaries = ReturnType<typeof createCanaries>

const SHORTEST = 8

const runsOf = (text: string): readonly string[] => [text.slice(0, SHORTEST), text.slice(-SHORTEST)]

/** Where a planted secret, or its beginning or end, can be read in a text, in any encoding that gives it away. */
export const leaksIn = (text: string, { planted }: Canaries): readonly string[] => {
  const bare = text.replaceAll(/\s/g, '')
  return [...planted].flatMap(([where, secret]) => {
    const bytes = Buffer.from(secret)
    const base64 = [0, 1, 2].map((before) =>
      Buffer.concat([Buffer.alloc(before), bytes])
        .toString('base64')
        .slice(4, -4),
    )
    const encoded = [bytes.toString('hex'), ...base64].flatMap((form) => [form.slice(0, 20), form.slice(-20)])
    const forms = [...runsOf(secret), ...runsOf(encodeURIComponent(secret)), ...encoded]
    return forms.some((form) => bare.includes(form)) ? [where] : []
  })
}

/** A home in which every secret field that any of the products has holds a canary, and so does what nobody knows. */
export const makePlantedHome = (
  canaries: Canaries,
  files: Readonly<Record<string, FileContent>> = {},
): { readonly home: string; readonly env: Readonly<Record<string, string>> } => {
  const { plant, plantToken } = canaries
  const soon = Date.now() + 3 * hour
  const home = makeHome({
    '.local/bin/claude': CLAUDE,
    [CREDENTIALS]: { json: credentials(canaries, soon) },
    [STORE]: { json: store(canaries, 'main', soon) },
    [storeOf('second')]: { json: store(canaries, 'second', 5) },
    [CONFIG]: { json: config(canaries) },
    '.clawdbot/agents/main/agent/models.json': {
      json: {
        providers: {
          groq: { apiKey: plant('models.json apiKey'), headers: { a: plant('models.json header') } },
        },
      },
    },
    '.clawdbot/credentials/oauth.json': { json: { anthropic: { refresh: plant('oauth.json') } } },
    '.clawdbot/.env': `export OPENAI_API_KEY="${plant('.env OPENAI_API_KEY')}"\nODD=${plant('.env ODD')}\n`,
    '.env': `GEMINI_API_KEY='${plant('cwd .env GEMINI_API_KEY')}'\n`,
    '.claude/settings.json': {
      json: {
        env: { ANTHROPIC_AUTH_TOKEN: plant('settings token'), ODD: plant('settings odd') },
        apiKeyHelper: `echo ${plant('settings helper')}`,
      },
    },
    '.codex/auth.json': {
      json: {
        OPENAI_API_KEY: plant('codex key'),
        tokens: {
          id_token: plant('codex id'),
          access_token: plant('codex access'),
          refresh_token: plant('codex refresh'),
          account_id: 'account',
        },
      },
    },
    '.qwen/oauth_creds.json': {
      json: {
        access_token: plant('qwen access'),
        refresh_token: plant('qwen refresh'),
        expiry_date: soon,
        odd: plant('qwen odd'),
      },
    },
    ...files,
  })
  const env = {
    ANTHROPIC_API_KEY: plantToken('api', 'env ANTHROPIC_API_KEY'),
    ANTHROPIC_OAUTH_TOKEN: plant('env ANTHROPIC_OAUTH_TOKEN'),
    CLAUDE_CODE_OAUTH_TOKEN: plantToken('oat', 'env CLAUDE_CODE_OAUTH_TOKEN').slice(0, 70),
    GROQ_API_KEY: plant('env GROQ_API_KEY'),
    ZAI_API_KEY: ` ${plant('env ZAI_API_KEY')} `,
  }
  return { home, env }
}

const credentials = ({ plant, plantToken }: Canaries, expiresAt: number) => ({
  claudeAiOauth: {
    accessToken: plantToken('oat', 'accessToken'),
    refreshToken: plantToken('ort', 'refreshToken'),
    expiresAt,
    scopes: ['user:inference'],
    subscriptionType: 'max',
    clientSecret: plant('credentials clientSecret'),
    odd: { deep: [plant('credentials odd')] },
  },
  mcpOAuth: {
    'server|1': {
      accessToken: plant('mcp access'),
      refreshToken: plant('mcp refresh'),
      clientSecret: plant('mcp client'),
    },
  },
  oddTop: plant('credentials top'),
})

/** Its sync and its repair are both due, so that a diff shows as much of it as a diff can. */
const store = ({ plant, plantToken }: Canaries, agent: string, expires: number) => ({
  oddFirst: plant(`${agent} first`),
  version: 1,
  profiles: {
    'a:odd': {
      type: 'hologram',
      provider: 'a',
      beam: plant(`${agent} hologram`),
      list: [plant(`${agent} list`)],
    },
    'anthropic:claude-cli': {
      odd: plant(`${agent} odd before`),
      type: 'token',
      provider: 'anthropic',
      token: plantToken('oat', `${agent} old token`),
      expires: 5,
      oddAfter: { deep: plant(`${agent} odd after`) },
    },
    'anthropic:next': {
      type: 'token',
      provider: 'anthropic',
      token: plant(`${agent} token`),
      expires,
      note: plant(`${agent} note`),
    },
    'anthropic:oauth': {
      type: 'oauth',
      provider: 'anthropic',
      access: plant(`${agent} access`),
      refresh: plant(`${agent} refresh`),
      idToken: plant(`${agent} id`),
      expires,
    },
    'anthropic:mode': { mode: 'api_key', provider: 'anthropic', apiKey: plant(`${agent} apiKey`) },
    'anthropic:wrong': {
      type: 'token',
      provider: 'anthropic',
      token: plantToken('ort', `${agent} wrong kind`),
    },
    'openai:key': { type: 'api_key', provider: 'openai', key: `${plant(`${agent} key`)}\n` },
    'openai:short': { type: 'api_key', provider: 'openai', key: plant(`${agent} short`).slice(0, 12) },
    'openai:list': [plant(`${agent} in a list`)],
    'openai:text': plant(`${agent} in place of a profile`),
  },
  order: { anthropic: ['anthropic:gone', 'anthropic:next'], openai: ['openai:key', 'openai:gone'] },
  usageStats: { 'openai:key': { lastUsed: 'never', odd: plant(`${agent} usage`) } },
  oddLast: plant(`${agent} last`),
})

const config = ({ plant }: Canaries) => ({
  auth: {
    order: { anthropic: ['anthropic:gone', 'anthropic:next', 'anthropic:gone'], odd: plant('config order') },
  },
  env: {
    MISTRAL_API_KEY: plant('config env'),
    vars: { XAI_API_KEY: plant('config vars'), ODD: plant('config odd') },
  },
  models: {
    providers: {
      openai: {
        apiKey: plant('config apiKey'),
        headers: { authorization: `Bearer ${plant('config header')}` },
      },
    },
  },
  channels: {
    telegram: { botToken: plant('telegram') },
    discord: { token: plant('discord'), accounts: { a: { token: plant('discord account') } } },
    slack: {
      botToken: plant('slack bot'),
      appToken: plant('slack app'),
      signingSecret: plant('slack signing'),
    },
  },
  gateway: {
    auth: { token: plant('gateway token'), password: plant('gateway password') },
    remote: { token: plant('remote') },
  },
  agents: { list: [{ id: 'main', default: true }, { id: 'second' }], defaults: { model: 7 } },
  hooks: { token: plant('hooks') },
  odd: { deep: [{ thing: plant('config deep') }] },
})
