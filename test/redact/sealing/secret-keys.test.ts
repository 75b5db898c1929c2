import { describe, expect, it } from 'vitest'
import { isNoSecret, namesPartOfSecret, namesSecret } from '../../../src/redact/sealing/index.js'
import { noise } from '../boundary.js'
import { sealerOf } from './sealers.js'

const SECRET =
  `password passwd pwd pass passcode passphrase pin otp jwt mnemonic token tokens secret bearer webhook
  webhookUrl webhook_url smtpPass sessionKey licenseKey licenceKey apiKey apikey API_KEY accessToken accesstoken
  botToken clientSecret encodingAESKey GATEWAY_PIN SMTP_PASS MYSQL_PWD STRIPE_KEY api-key token2 password_old
  cookie authorization recoveryCodes`.split(/\s+/)
const OTHER =
  `maxTokens max_token tokenLimit token_count tokenFile tokenUrl publicKey SSH_PUBLIC_KEY profileId authMode
  mode order provider key auth access PWD OLDPWD costPerToken stopToken bypass compass pinned passed groupKey sortKey
  passwordFile secretRef author keys expiresAt anthropic:token webhookPath`.split(/\s+/)

describe('a key', () => {
  it.each(SECRET)('names a secret: %s', (key) => expect(namesSecret(key)).toBe(true))
  it.each(OTHER)('names none: %s', (key) => expect(namesSecret(key)).toBe(false))

  it('names a part of a secret unless it says something about it', () => {
    expect(['value', 'main'].map((key) => namesPartOfSecret(key, 'accessToken'))).toEqual([true, true])
    for (const key of ['type', 'source', 'provider', 'expiresAt', 'env'])
      expect(namesPartOfSecret(key, 'accessToken')).toBe(false)
    expect(namesPartOfSecret('value', 'setting')).toBe(false)
    expect(namesPartOfSecret('path', 'webhook')).toBe(false)
  })

  it.each([
    ['tokens', '128000', true],
    ['tokens', 'zebra', false],
    ['pin', '8675309', false],
    ['password', '', true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference as configs have it
    ['password', '${MY_PASSWORD}', true],
    ['sessionKey', 'agent:main:main', true],
    ['sessionKey', 'zebra', false],
  ])('%s that is %j is no secret: %s', (key, value, isNone) => {
    expect(isNoSecret(key, value)).toBe(isNone)
  })
})

const GUID = '1b4e28ba-2fa1-11d2-883f-0016d3cca427'
const NAME = /^\[[a-z-]+ [\da-f]{12}\]$/

describe('a document that nobody has looked through', () => {
  it.each([
    { channels: { matrix: { password: 'k9#Lm' } } },
    { password: 'a b' },
    { password: 'my-secret-key' },
    { hooks: { token: 'changeme' } },
    { pin: 8675309 },
    { env: { vars: { GATEWAY_PIN: '482916' } } },
    { hooks: { tokens: ['zebra'] } },
    { accessToken: { value: 'zebra' } },
    { accessToken: { of: { main: 'zebra' } } },
    {
      hooks: { webhook: `https://outlook.office.com/webhook/${GUID}@${GUID}/IncomingWebhook/${noise(32)}/1` },
    },
    { password: `before ${noise(40)} after` },
  ])('loses whatever stands under a key that names a secret: %j', (value) => {
    const sealer = sealerOf([noise(40)])
    const leaves: unknown[] = []
    JSON.stringify(sealer.foreignDocument(value, 'c'), (_, node) => {
      if (typeof node !== 'object') leaves.push(node)
      return node
    })
    expect(leaves).toEqual([expect.stringMatching(NAME)])
    expect(sealer.removals()).toHaveLength(1)
  })

  it('keeps what says nothing secret, and what stands for a secret already', () => {
    const value = {
      gateway: { auth: { mode: 'token' }, port: 18789 },
      auth: { order: { anthropic: ['anthropic:token'] }, profiles: { 'anthropic:token': { mode: 'token' } } },
      limits: { maxTokens: 4096, contextTokens: 200_000, tokens: 12, tokenLimit: '9' },
      webhook: { path: '/telegram', enabled: true },
      token: { source: 'env', provider: 'main' },
      password: '[opaque 0123456789ab]',
      secret: true,
      pin: null,
    }
    expect(sealerOf().foreignDocument(value, 'c')).toEqual(value)
  })

  it('differs from a fact, in which the same keys stand for other things', () => {
    const fact = { token: 'main', key: 'MY_KEY', tokens: ['zebra'], pin: 8675309 }
    expect(sealerOf().document(fact, 'r')).toEqual(fact)
  })

  it('loses the secret part of an address, under any key', () => {
    const sealed = sealerOf().foreignDocument(
      {
        a: `https://hooks.example.com/services/${noise(24)}`,
        b: 'https://x.example/in?token=zebrahorse16xyz&lang=en',
        c: 'https://x.example/in?sv=1&sig=QmFzZTY0U2ln%3D',
        d: `https://x.example/webhook/${GUID}`,
        e: 'https://x.example/docs/webhooks/telegram-and-others',
      },
      'c',
    ) as Readonly<Record<string, string>>
    expect(sealed.a).toMatch(/^https:\/\/hooks\.example\.[^\s[]*\[[^\]]+\]$/)
    expect(sealed.b).toMatch(/\?token=\[[^\]]+\]&lang=en$/)
    expect(sealed.c).toMatch(/\?sv=1&sig=\[[^\]]+\]$/)
    expect(sealed.d).toMatch(/^https:\/\/x\.[^\s[]*\[[^\]]+\]$/)
    expect(sealed.e).toBe('https://x.example/docs/webhooks/telegram-and-others')
  })
})
