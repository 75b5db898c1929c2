import { describe, expect, it } from 'vitest'
import { openRun } from '../../../src/app/open-run.js'
import { DEFAULT_SETTINGS } from '../../../src/app/settings.js'
import { type GatheredSecret, gatherSecrets } from '../../../src/app/support/secret-sources.js'
import { type Canaries, createCanaries, makePlantedHome } from '../../e2e/canaries.js'
import { makeHome } from '../../e2e/cli.js'
import { machineOf } from '../../e2e/in-process.js'

const gatheredIn = (home: string, env: Readonly<Record<string, string>> = {}) =>
  gatherSecrets(openRun(DEFAULT_SETTINGS, { machine: machineOf(home, { env }), outside: [] }))

/** Some were planted cut short. */
const missing = (gathered: readonly GatheredSecret[], { planted }: Canaries): readonly string[] =>
  [...planted]
    .filter(([, secret]) => !gathered.some(({ text }) => text.includes(secret) || secret.startsWith(text)))
    .map(([where]) => where)

describe('the secrets of a machine', () => {
  it('are all known, wherever they stand, before any fact was collected', async () => {
    const canaries = createCanaries()
    const { plant, plantToken } = canaries
    const more = {
      '.claude.json': { json: { primaryApiKey: plantToken('api', 'claude.json key'), numStartups: 3 } },
      '.clawdbot/credentials/whatsapp.json': { json: { noiseKey: plant('whatsapp noise') } },
      '.config/systemd/user/clawdbot-gateway.service':
        '[Service]\nExecStart=/usr/bin/node /opt/clawdbot/dist/entry.js gateway --port 18789\n' +
        `Environment="GATEWAY_PASSWORD=${plant('unit')}" ODD=${plant('unit odd')}\n` +
        'EnvironmentFile=%h/gateway.env\n',
      '.config/systemd/user/clawdbot-gateway.service.d/own.conf': `[Service]\nEnvironment=TOKEN=${plant('drop-in')}\n`,
      'gateway.env': `MY_TOKEN=${plant('environment file')}\n`,
    }
    const { home, env } = makePlantedHome(canaries, more)
    const extra = { MY_PASSWORD: plant('env MY_PASSWORD'), ODD_VALUE: plant('env ODD_VALUE') }
    expect(missing(await gatheredIn(home, { ...env, ...extra }), canaries)).toEqual([])
  })

  it('are known also where a file holds them and is no JSON', async () => {
    const canaries = createCanaries()
    const home = makeHome({
      '.clawdbot/clawdbot.json': `{ gateway: { auth: { token: '${canaries.plantToken('oat', 'config')}' `,
      '.codex/auth.json': `{"OPENAI_API_KEY": "${canaries.plantToken('api', 'codex')}`,
    })
    expect(missing(await gatheredIn(home), canaries)).toEqual([])
  })

  it('have their kind by their looks, and each stands there once', async () => {
    const key = `sk-ant-api03-${'aB3'.repeat(30)}`
    const home = makeHome({ '.clawdbot/.env': `A_KEY=${key}\nB_KEY=${key}\n` })
    const found = (await gatheredIn(home)).filter(({ text }) => text === key)
    expect(found).toEqual([{ text: key, kind: 'anthropic-api-key' }])
  })

  it('are no names, no short texts and none of what is set beside them', async () => {
    const home = makeHome({
      '.clawdbot/clawdbot.json': {
        json: {
          agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-5' }, contextTokens: 128000 } },
          auth: { order: { anthropic: ['anthropic:claude-cli'] } },
          gateway: { auth: { mode: 'token', token: 'ab' }, port: 18789 },
          models: { providers: { x: { apiKey: 'OPENAI_API_KEY', baseUrl: 'https://proxy.example/v1' } } },
        },
      },
      '.clawdbot/.env':
        'MAX_TOKENS=128000\nKEY_FILE=/etc/keys/mine.pem\nLANG=en_US.UTF-8\nTZ=Europe/Berlin\n',
    })
    expect(await gatheredIn(home, { TERM: 'xterm-256color', HOSTNAME: 'web-01-eu' })).toEqual([])
  })
})
