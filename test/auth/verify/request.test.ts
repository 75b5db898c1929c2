import { describe, expect, it } from 'vitest'
import { EMPTY_CONFIG } from '../../../src/auth/config.js'
import { endpointOf } from '../../../src/auth/verify/endpoint.js'
import { probeModel } from '../../../src/auth/verify/probe-model.js'
import { proxyHost } from '../../../src/auth/verify/proxy.js'
import { listRequest, messageRequest } from '../../../src/auth/verify/request.js'
import { accessText, apiKeyText, secret } from '../../checks/facts.js'

const withProvider = (id: string, over: { baseUrl?: string; api?: string }) => ({
  ...EMPTY_CONFIG,
  providers: { [id]: { apiKey: null, ...over } },
})

const urlOf = (provider: string, config = EMPTY_CONFIG, environment: string | null = null) => {
  const endpoint = endpointOf(provider, config, environment)
  return endpoint === null
    ? null
    : listRequest(endpoint, { type: 'api_key', secret: secret('key') }, 1000).url
}

describe('a provider', () => {
  it.each([
    ['anthropic', 'https://api.anthropic.com/v1/models'],
    [' Anthropic ', 'https://api.anthropic.com/v1/models'],
    ['openai', 'https://api.openai.com/v1/models'],
    ['openrouter', 'https://openrouter.ai/api/v1/key'],
    ['groq', 'https://api.groq.com/openai/v1/models'],
    ['google', null],
    ['constructor', null],
  ])('named %j is asked at its own address', (provider, url) => {
    expect(urlOf(provider)).toBe(url)
  })

  it('is asked where the environment says, if it is anthropic', () => {
    const at = 'http://127.0.0.1:4000/llm/'
    expect(urlOf('anthropic', EMPTY_CONFIG, at)).toBe('http://127.0.0.1:4000/llm/v1/models')
    expect(urlOf('openai', EMPTY_CONFIG, at)).toBe('https://api.openai.com/v1/models')
    expect(urlOf('anthropic', EMPTY_CONFIG, ' ')).toBe('https://api.anthropic.com/v1/models')
    expect(urlOf('anthropic', EMPTY_CONFIG, 'https://ada:pass@gate/?key=x')).toBe('https://gate/v1/models')
  })

  it('is asked where the config says, whatever the environment does', () => {
    const config = withProvider('Anthropic', { baseUrl: 'https://gate.example' })
    expect(urlOf('anthropic', config, 'http://127.0.0.1:4000')).toBe('https://gate.example/v1/models')
  })

  it('is asked by the interface that the config names, and not at all by an unknown one', () => {
    const baseUrl = 'https://gate.example/v1'
    expect(urlOf('anthropic', withProvider('anthropic', { baseUrl, api: 'openai-completions' }))).toBe(
      'https://gate.example/v1/models',
    )
    expect(urlOf('openai', withProvider('openai', { baseUrl, api: 'smoke-signals' }))).toBeNull()
  })

  it('is named by host and port', () => {
    expect(endpointOf('anthropic', EMPTY_CONFIG, 'http://127.0.0.1:4000/x')?.host).toBe('127.0.0.1:4000')
    expect(endpointOf('anthropic', EMPTY_CONFIG, 'nowhere')?.host).toBe('nowhere')
  })
})

describe('a request', () => {
  const anthropic = endpointOf('anthropic', EMPTY_CONFIG, null)
  const openai = endpointOf('openai', EMPTY_CONFIG, null)
  const openrouter = endpointOf('openrouter', EMPTY_CONFIG, null)
  if (anthropic === null || openai === null || openrouter === null) throw new Error('a provider is gone')
  const token = secret(accessText())
  const key = secret(apiKeyText())
  const other = secret('of no known shape')

  it.each([
    ['a login', 'oauth', token, true],
    ['a setup-token', 'token', token, true],
    ['an API key', 'api_key', key, false],
    ['a token that was stored as a key', 'api_key', token, true],
    ['a key that was stored as a token', 'token', key, false],
    ['a token of no known shape', 'token', other, true],
    ['a key of no known shape', 'api_key', other, false],
  ] as const)('sends %s as what it is', (_, type, sent, isToken) => {
    const { headers, method } = listRequest(anthropic, { type, secret: sent }, 1000)
    expect(method).toBe('GET')
    expect(headers).toEqual({
      'user-agent': 'clawdbot-doctor',
      'anthropic-version': '2023-06-01',
      ...(isToken
        ? { authorization: ['Bearer ', sent], 'anthropic-beta': 'oauth-2025-04-20' }
        : { 'x-api-key': sent }),
    })
  })

  it('sends nothing of one provider to another', () => {
    expect(listRequest(openai, { type: 'token', secret: other }, 1000).headers).toEqual({
      'user-agent': 'clawdbot-doctor',
      authorization: ['Bearer ', other],
    })
  })

  it.each([
    [anthropic, 'https://api.anthropic.com/v1/messages', 'max_tokens'],
    [openai, 'https://api.openai.com/v1/chat/completions', 'max_completion_tokens'],
    [openrouter, 'https://openrouter.ai/api/v1/chat/completions', 'max_tokens'],
  ] as const)('for a message asks for few tokens', (endpoint, url, limit) => {
    const asked = { model: 'm', maxTokens: 8, timeoutMs: 5 }
    const request = messageRequest(endpoint, { type: 'api_key', secret: key }, asked)
    expect(request).toMatchObject({
      method: 'POST',
      url,
      timeoutMs: 5,
      body: { model: 'm', [limit]: 8, messages: [{ role: 'user', content: expect.any(String) }] },
    })
    expect(Object.keys(request.body ?? {})).toHaveLength(3)
  })
})

describe('the model of a probe', () => {
  const config = {
    ...EMPTY_CONFIG,
    model: { primary: 'openai/gpt-5', fallbacks: ['groq/llama', 'groq/other'] },
    models: [{ ref: 'mistral/large', alias: 'big' }],
  }

  it.each([
    ['openai', 'gpt-5'],
    ['groq', 'llama'],
    ['mistral', 'large'],
    ['anthropic', 'claude-opus-4-5'],
    ['xai', null],
  ])('of %s is the first that the config names', (provider, model) => {
    expect(probeModel(config, provider)).toBe(model)
  })
})

describe('the proxy on the way', () => {
  it.each([
    ['https://a.example', {}, null],
    ['https://a.example', { HTTPS_PROXY: 'http://ada:pass@proxy:3128' }, 'proxy:3128'],
    ['https://a.example', { https_proxy: 'proxy:3128', HTTPS_PROXY: 'http://other:1' }, 'proxy:3128'],
    ['https://a.example', { HTTP_PROXY: 'http://proxy:3128' }, 'proxy:3128'],
    ['http://a.example', { HTTPS_PROXY: 'http://proxy:3128' }, null],
    ['https://a.example', { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: '*' }, null],
    ['https://a.example', { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'b.example, .example' }, null],
    ['https://a.example', { HTTPS_PROXY: 'http://proxy:3128', no_proxy: 'a.example:444' }, 'proxy:3128'],
    ['https://a.example', { HTTPS_PROXY: 'http://proxy:3128', no_proxy: 'a.example:443' }, null],
    ['https://a.example', { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'xa.example' }, 'proxy:3128'],
    ['nowhere', { HTTPS_PROXY: 'http://proxy:3128' }, null],
  ])('to %s with %j', (url, env, expected) => {
    expect(proxyHost(url, env as Record<string, string>)).toBe(expected)
  })
})
