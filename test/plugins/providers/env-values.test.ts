import { expect, it } from 'vitest'
import { type EnvValue, envValues } from '../../../plugins/providers/facts/env-values.js'
import { aPatient } from '../host/patient.js'

const KEY = ['sk', 'ant', 'api03', 'values'].join('-').padEnd(108, 'x')

it('finds every place with what is wrong in it, blank ones of the config too', async () => {
  const patient = await aPatient()
  const { home } = patient
  await patient.put(`${home}/.clawdbot/.env`, `OPENAI_API_KEY="'k'"\nODD=1\n`)
  await patient.put(`${home}/.clawdbot/more.json5`, "{ vars: { XAI_API_KEY: 'x y', GROQ_API_KEY: 'g' } }")
  await patient.put(
    `${home}/.clawdbot/clawdbot.json`,
    "{ env: { $include: './more.json5', ZAI_API_KEY: '', GROQ_API_KEY: ' ', GH_TOKEN: 5 } }",
  )
  const found = await patient.collect<readonly EnvValue[]>(envValues, {
    env: { ANTHROPIC_API_KEY: `${KEY}\n`, MISTRAL_API_KEY: '' },
  })
  const shortened = found.map(({ name, where, path, secret, fault }) => [
    name,
    where,
    path?.replace(home, '~') ?? null,
    secret.blank,
    fault,
  ])
  const config = '~/.clawdbot/clawdbot.json'
  expect(shortened).toEqual([
    ['ANTHROPIC_API_KEY', 'process', null, false, 'padded'],
    ['MISTRAL_API_KEY', 'process', null, true, null],
    ['OPENAI_API_KEY', 'file', '~/.clawdbot/.env', false, 'quoted'],
    ['GROQ_API_KEY', 'config', config, false, null],
    ['XAI_API_KEY', 'config', config, false, 'white-space'],
    ['ZAI_API_KEY', 'config', config, true, null],
  ])
  expect(JSON.stringify(found)).not.toContain('sk-ant')
})

it('finds nothing in a config that cannot be read', async () => {
  const patient = await aPatient()
  await patient.put(`${patient.home}/.clawdbot/clawdbot.json`, '{ env: ')
  expect(await patient.collect(envValues)).toEqual([])
})
