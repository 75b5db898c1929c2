import { expect, it } from 'vitest'
import { type GatewaySettingsFact, settings } from '../../../plugins/gateway/facts/settings.js'
import { aPatient } from '../host/patient.js'

const collect = async (config: string | null, env: Record<string, string> = {}, dotenv?: string) => {
  const patient = await aPatient()
  if (config !== null) await patient.put(`${patient.home}/.clawdbot/clawdbot.json`, config)
  if (dotenv !== undefined) await patient.put(`${patient.home}/.clawdbot/.env`, dotenv)
  await patient.put(`${patient.home}/.clawdbot/more.json5`, '{ port: 4000 }')
  return patient.collect<GatewaySettingsFact>(settings, { env })
}

it.each([
  ['no config', null, {}, undefined, { port: 18789, decidedBy: 'default', reading: 'absent' }],
  ['a config', '{ gateway: { port: 3000 } }', {}, undefined, { port: 3000, decidedBy: 'config' }],
  ['an include', "{ gateway: { $include: './more.json5' } }", {}, undefined, { port: 4000 }],
  ['no number', '{ gateway: { port: "3000" } }', {}, undefined, { port: 18789, decidedBy: 'default' }],
  ['a port that is none', '{ gateway: { port: -1 } }', {}, undefined, { port: 18789 }],
  [
    'a variable',
    '{ gateway: { port: 3000 } }',
    { CLAWDBOT_GATEWAY_PORT: ' 5000 ' },
    'CLAWDBOT_GATEWAY_PORT=6000',
    { port: 5000, decidedBy: 'variable' },
  ],
  ['a variable of the .env', null, {}, 'CLAWDBOT_GATEWAY_PORT=6000', { port: 6000, decidedBy: 'variable' }],
  [
    'a variable that is no number',
    '{ gateway: { port: 3000 } }',
    { CLAWDBOT_GATEWAY_PORT: 'x' },
    undefined,
    { port: 3000 },
  ],
  ['a config that is none', '{ gateway: ', {}, undefined, { port: 18789, reading: 'unread' }],
] as const)('finds the port by %s', async (_, config, env, dotenv, expected) => {
  expect(await collect(config, env, dotenv)).toMatchObject(expected)
})

it('tells what else decides, and nothing that is secret', async () => {
  const found = await collect(
    `{ gateway: { mode: 'remote', bind: 'tailnet', tls: { enabled: true }, reload: { mode: 'off' },
       auth: { token: 'hush' } }, meta: { lastTouchedVersion: '2026.1.24' } }`,
    {},
    'OPENAI_API_KEY=hush',
  )
  expect(found).toMatchObject({
    isRemote: true,
    onLoopback: false,
    tls: true,
    reloadsNothing: true,
    writtenBy: '2026.1.24',
    reading: 'ok',
    configWrittenAt: expect.any(Number),
    envFile: { path: expect.stringMatching(/\.clawdbot\/\.env$/), writtenAt: expect.any(Number) },
  })
  expect(JSON.stringify(found)).not.toContain('hush')
})
