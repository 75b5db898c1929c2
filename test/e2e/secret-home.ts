import { CLAUDE, CONFIG, CREDENTIALS, hour, makeHome, STORE } from './cli.js'
import { makePackage } from './plugin-packages.js'
import type { RandomSecrets } from './random-secrets.js'

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** How a log could come to hold a secret that is kept elsewhere. */
const ENCODINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('base64url'),
  (text) => encodeURIComponent(text),
  (text) => JSON.stringify(JSON.stringify(text)),
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(text).toString('hex').toUpperCase(),
  (text) => `${text.slice(0, 20)}\n${text.slice(20)}`,
  (text) => `'${text.replaceAll("'", "'\\''")}'`,
]

/** A home with some five hundred secrets in every place that a report could take one from. */
export const makeSecretHome = (secrets: RandomSecrets) => {
  const { shaped, shapeless, bearer } = secrets
  const soon = Date.now() + 3 * hour
  const kept = times(100, shapeless)
  const keptAt = (index: number): string => kept[index % kept.length] ?? ''
  const env = {
    ANTHROPIC_API_KEY: shaped(),
    OPENAI_API_KEY: shapeless(),
    GITHUB_TOKEN: shaped(),
    ...Object.fromEntries(times(20, (index) => [`SERVICE_${index}_TOKEN`, shapeless()])),
  }
  const profiles = (agent: string) =>
    Object.fromEntries(
      times(12, (index) => [
        `anthropic:${agent}${index}`,
        index % 2 === 0
          ? { type: 'token', provider: 'anthropic', token: shaped(), expires: soon }
          : { type: 'oauth', provider: 'anthropic', access: shaped(), refresh: shapeless(), expires: 5 },
      ]),
    )
  const home = makeHome({
    'bin/claude': CLAUDE,
    [CREDENTIALS]: {
      json: {
        claudeAiOauth: {
          accessToken: shaped(),
          refreshToken: shapeless(),
          expiresAt: soon,
          scopes: ['user:inference'],
          subscriptionType: 'max',
        },
        mcpOAuth: Object.fromEntries(times(8, (index) => [`server${index}`, { accessToken: shapeless() }])),
      },
    },
    [STORE]: { json: { version: 1, profiles: profiles('main') } },
    '.clawdbot/agents/work/agent/auth-profiles.json': { json: { version: 1, profiles: profiles('work') } },
    '.codex/auth.json': {
      json: { tokens: { id_token: shaped(), access_token: shapeless(), refresh_token: shapeless() } },
    },
    '.qwen/oauth_creds.json': {
      json: { access_token: shapeless(), refresh_token: shapeless(), expiry_date: soon },
    },
    '.clawdbot/.env': times(30, (index) => `APP_${index}_SECRET=${JSON.stringify(shapeless())}`).join('\n'),
    [CONFIG]: {
      json: {
        logging: { file: '~/gateway.log' },
        agents: { list: [{ id: 'main', default: true }, { id: 'work' }] },
        env: { vars: { GEMINI_API_KEY: shapeless() } },
        gateway: { auth: { token: shapeless(), password: shapeless() } },
        channels: Object.fromEntries(
          times(40, (index) => [`channel${index}`, { botToken: index % 2 === 0 ? shapeless() : shaped() }]),
        ),
        models: {
          providers: Object.fromEntries(times(20, (index) => [`provider${index}`, { apiKey: shapeless() }])),
        },
        hooks: { token: shapeless(), secrets: kept.map((secret) => ({ secret })) },
      },
    },
    'gateway.log': [
      ...times(60, () => JSON.stringify({ level: 'error', message: `refused: ${shaped()} is not valid` })),
      ...times(60, (index) => `answer ${ENCODINGS[index % ENCODINGS.length]?.(keptAt(index)) ?? ''}`),
      ...times(20, () => `Authorization: Bearer ${bearer()}`),
      ...times(20, () => `POSTGRES_PASSWORD=${shapeless()}`),
    ].join('\n'),
    '.clawdbot/logs/gateway.err.log': times(20, () => `at ${Buffer.from(shaped()).toString('base64')}`).join(
      '\n',
    ),
    '.clawdbot/agents/main/sessions/sessions.json': {
      json: Object.fromEntries(
        times(25, (index) => [
          `agent:main:${index}`,
          {
            sessionId: `s${index}`,
            updatedAt: index,
            lastMessage: `my token is ${shaped()}`,
            note: `use ${keptAt(index)} now`,
            skillsSnapshot: { prompt: `export KEY=${shaped()}` },
          },
        ]),
      ),
    },
    '.config/systemd/user/clawdbot-gateway.service': [
      '[Service]',
      'ExecStart=/usr/bin/node /opt/clawdbot/dist/entry.js gateway --port 18789',
      ...times(20, (index) => `Environment=UNIT_${index}_TOKEN=${shapeless()}`),
      ...times(10, () => `Environment="DEPLOY=${shaped()}"`),
    ].join('\n'),
  })
  const plugin = makePackage(home, 'plugin', {
    name: 'leaky-plugin',
    files: { 'index.js': leakyPlugin({ shaped: times(25, shaped), kept: times(15, shapeless) }) },
  })
  return { home, env: { PATH: `${home}/bin:/usr/bin:/bin`, ...env }, plugin }
}

/** A plugin that tells of secrets wherever it may say something; those of no shape it seals, as it should. */
const leakyPlugin = (told: {
  readonly shaped: readonly string[]
  readonly kept: readonly string[]
}): string => `
const told = ${JSON.stringify(told)}
const kept = {
  id: 'leaky-plugin/kept',
  needs: {},
  collect: async ({ seal }) => ({ sealed: told.kept.map((text) => seal(text, 'leaky-key')), said: told.shaped }),
}
const check = {
  id: 'leaky-plugin/tells',
  title: 'The plugin keeps its secrets',
  docsUrl: 'https://example.com/tells',
  severity: 'warning',
  tags: [],
  needs: { kept },
  messages: { told: { what: 'It holds {{secret}} and {{encoded}}.', why: 'It says so.', next: 'Run \`tool {{secret}}\`.' } },
  evaluate: ({ kept }) =>
    kept.said.map((secret, index) => ({
      messageId: 'told',
      subject: 'leak:' + index + '/' + secret,
      data: { secret, encoded: encodeURIComponent(secret) },
      evidence: [{ kind: 'command', argv: ['tool', '--key', secret], code: 1 }],
    })),
}
console.log(told.shaped.join(' '))
export default { apiVersion: 1, id: 'leaky-plugin', facts: [kept], checks: [check], fixes: [], redactors: [] }
`
