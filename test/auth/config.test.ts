import { describe, expect, it } from 'vitest'
import type { AuthConfig } from '../../src/auth/config.js'
import { parseConfig } from '../../src/auth/parse-config.js'
import { readAuthConfig } from '../../src/auth/read-config.js'
import { substituteEnv } from '../../src/auth/substitute-env.js'
import { testSeal } from './seal.js'

const { seal } = testSeal()
const read = (value: unknown): AuthConfig => readAuthConfig(value, seal).config

describe('a config’s text', () => {
  it.each([
    ['', { state: 'unparseable', line: 1, column: 1, reason: 'it is empty' }],
    [
      '{\n  a: 1,\n  b: ]\n}',
      { state: 'unparseable', line: 3, column: 6, reason: 'a closing bracket cannot stand there' },
    ],
    ['{ a: "cut', { state: 'unparseable', line: 1, column: 10, reason: 'it ends too early' }],
    ['[]', { state: 'not-a-mapping' }],
    ['null', { state: 'not-a-mapping' }],
    ['\uFEFF{ a: 1, /* b */ }', { state: 'ok', value: { a: 1 } }],
  ])('that is %j is read as JSON5', (text, expected) => {
    expect(parseConfig(text)).toEqual(expected)
  })
})

/** A reference to a variable, spelt so that it is not taken for a template. */
const ref = (name: string): string => `$\{${name}}`

describe('variables in a config', () => {
  const env = { KEY: 'value', EMPTY: '' }
  it.each([
    [ref('KEY'), 'value'],
    [`a ${ref('KEY')} b ${ref('KEY')}`, 'a value b value'],
    [`$${ref('KEY')}`, ref('KEY')],
    [`$$${ref('KEY')}`, `$${ref('KEY')}`],
    [`${ref('key')} $KEY ${ref('1A')} $\{KEY`, `${ref('key')} $KEY ${ref('1A')} $\{KEY`],
    [7, 7],
  ])('make %j into %j', (written, expected) => {
    expect(substituteEnv({ a: [written] }, env)).toEqual({ value: { a: [expected] }, missing: [] })
  })

  it('that are unset or empty stay as they are and are listed', () => {
    const written = { a: { b: [ref('EMPTY'), `${ref('constructor')}${ref('NONE')}`] } }
    expect(substituteEnv(written, env)).toEqual({
      value: written,
      missing: [
        { name: 'EMPTY', at: ['a', 'b', '0'] },
        { name: 'NONE', at: ['a', 'b', '1'] },
      ],
    })
  })
})

describe('a config', () => {
  it('gives what decides about credentials, and nothing else of it', () => {
    const { config, issues } = readAuthConfig(
      {
        gateway: { token: 'x' },
        agents: {
          list: [
            { id: ' Work Bot ', default: true, agentDir: '~/w', model: { fallbacks: [] } },
            { id: 'b', model: ' zai/glm ' },
          ],
          defaults: {
            model: { primary: ' zai/glm-4.7 ', fallbacks: ['openrouter/auto'] },
            imageModel: 'google/gemini-3-pro',
            models: { 'zai/glm-4.7': { alias: ' glm ' }, 'openai/gpt': {} },
          },
        },
        auth: {
          profiles: { 'zai:a': { provider: 'zai', mode: 'api_key', email: 'a@example.com' } },
          order: { zai: ['zai:a', 'zai:a'], anthropic: [] },
        },
        models: {
          providers: { zai: { apiKey: 'k', baseUrl: 'https://me:pw@h/v1?key=k', api: 'a' }, local: {} },
        },
        session: { store: ' ~/s/{agentId}.json ' },
        env: { A: 'inner', vars: { A: 'outer', B: 'b', C: ' ' }, shellEnv: { enabled: true } },
      },
      seal,
    )
    expect(issues).toEqual([])
    expect(config).toEqual({
      agents: [
        { id: 'work-bot', isDefault: true, agentDir: '~/w', model: { primary: '', fallbacks: [] } },
        { id: 'b', isDefault: false, model: { primary: 'zai/glm', fallbacks: null } },
      ],
      model: { primary: 'zai/glm-4.7', fallbacks: ['openrouter/auto'] },
      imageModel: { primary: 'google/gemini-3-pro', fallbacks: [] },
      models: [
        { ref: 'zai/glm-4.7', alias: 'glm' },
        { ref: 'openai/gpt', alias: null },
      ],
      auth: {
        profiles: { 'zai:a': { provider: 'zai', mode: 'api_key', email: 'a@example.com' } },
        order: { zai: ['zai:a', 'zai:a'], anthropic: [] },
      },
      providers: {
        zai: { apiKey: seal('k'), baseUrl: 'https://h/v1', api: 'a' },
        local: { apiKey: null },
      },
      sessionStore: '~/s/{agentId}.json',
      env: { A: seal('inner'), B: seal('b') },
      shellEnv: true,
    })
  })

  it.each([
    [7, [], 'an object'],
    [{ agents: [] }, ['agents'], 'an object'],
    [{ agents: { list: {} } }, ['agents', 'list'], 'a list'],
    [{ agents: { list: [null] } }, ['agents', 'list', '0'], 'an object'],
    [{ agents: { list: [{}] } }, ['agents', 'list', '0', 'id'], 'a text'],
    [
      { agents: { list: [{ id: 'a', default: 'yes' }] } },
      ['agents', 'list', '0', 'default'],
      'true or false',
    ],
    [{ agents: { defaults: { model: 5 } } }, ['agents', 'defaults', 'model'], 'a text or an object'],
    [
      { agents: { defaults: { model: { primary: 5 } } } },
      ['agents', 'defaults', 'model', 'primary'],
      'a text',
    ],
    [
      { agents: { defaults: { model: { fallbacks: [null] } } } },
      ['agents', 'defaults', 'model', 'fallbacks', '0'],
      'a text',
    ],
    [{ agents: { defaults: { models: { a: 'x' } } } }, ['agents', 'defaults', 'models', 'a'], 'an object'],
    [{ auth: 'x' }, ['auth'], 'an object'],
    [{ auth: { order: { zai: 'a' } } }, ['auth', 'order', 'zai'], 'a list'],
    [{ auth: { profiles: { a: { provider: 'zai' } } } }, ['auth', 'profiles', 'a', 'mode'], 'a text'],
    [
      { auth: { profiles: { a: { provider: 'zai', mode: 'key' } } } },
      ['auth', 'profiles', 'a', 'mode'],
      '"api_key", "oauth" or "token"',
    ],
    [{ models: { providers: { zai: { apiKey: 5 } } } }, ['models', 'providers', 'zai', 'apiKey'], 'a text'],
    [{ models: { providers: { zai: { baseUrl: 5 } } } }, ['models', 'providers', 'zai', 'baseUrl'], 'a text'],
    [{ models: { providers: { zai: { api: 5 } } } }, ['models', 'providers', 'zai', 'api'], 'a text'],
    [{ session: { store: 5 } }, ['session', 'store'], 'a text'],
    [{ env: { A: 1 } }, ['env', 'A'], 'a text'],
    [{ env: { shellEnv: true } }, ['env', 'shellEnv'], 'an object'],
  ])('that is %j is read without the part of a wrong type, which is named', (value, at, expected) => {
    expect(readAuthConfig(value, seal).issues).toEqual([{ at, expected }])
  })

  it.each([
    [{ ANTHROPIC_BASE_URL: 'https://ada:secret@host/x?key=1' }, 'https://host/x'],
    [{ vars: { ANTHROPIC_BASE_URL: 'http://in-vars' } }, 'http://in-vars'],
    [
      { ANTHROPIC_BASE_URL: 'http://beside', vars: { ANTHROPIC_BASE_URL: 'http://in-vars' } },
      'http://beside',
    ],
    [{ ANTHROPIC_BASE_URL: ' ', vars: { ANTHROPIC_BASE_URL: 7 } }, undefined],
    [{}, undefined],
  ])('whose env block is %j asks Anthropic at %s', (env, expected) => {
    expect(read({ env }).anthropicUrl).toBe(expected)
  })

  it('keeps a profile or provider whose name every object has', () => {
    const value: unknown = JSON.parse(
      '{"auth":{"profiles":{"__proto__":{"provider":"zai","mode":"oauth"}}},"models":{"providers":{"constructor":{"apiKey":"k"}}}}',
    )
    expect(Object.keys(read(value).auth.profiles)).toEqual(['__proto__'])
    expect(Object.keys(read(value).providers)).toEqual(['constructor'])
  })
})
