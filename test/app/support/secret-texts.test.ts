import { describe, expect, it } from 'vitest'
import { secretLeaves, secretTexts } from '../../../src/app/support/secret-texts.js'

const basic = (login: string): string => Buffer.from(login).toString('base64')

describe('the secrets in a named value', () => {
  it.each([
    ['DATABASE_URL', ['postgres', '://a:DbPw5566xx@h/x'].join(''), ['DbPw5566xx']],
    ['HTTPS_PROXY', 'http://pu:Zx9%21ProxyPw@proxy.example:3128', ['Zx9%21ProxyPw', 'Zx9!ProxyPw']],
    ['HTTPS_PROXY', 'http://pu:Zx9%ProxyPw@proxy.example', ['Zx9%ProxyPw']],
    ['baseUrl', 'https://svc:Pr0xy@Passw0rd77@proxy.example/v1', ['Pr0xy@Passw0rd77']],
    ['url', 'https://x.example/in?lang=english&token=zebrahorse16xyz', ['zebrahorse16xyz']],
    ['url', 'https://x.example/in?sig=QmFzZTY0%3D', ['QmFzZTY0%3D', 'QmFzZTY0=']],
    ['webhook', 'https://x.example/a/zebra', ['https://x.example/a/zebra']],
    ['tokenUrl', 'https://x.example/oauth/token', []],
    ['baseUrl', 'https://x.example/v1?lang=english', []],
    ['smtpPass', 'zebrahorse', ['zebrahorse']],
    ['MYSQL_PWD', 'zebrahorse', ['zebrahorse']],
    ['PWD', 'zebrahorse', []],
    ['maxTokens', '128000000', []],
    ['tokens', '128000000', []],
    ['sessionKey', 'agent:main:telegram', []],
    ['x', 'Bearer zebra-horse', ['zebra-horse']],
    ['x', 'Basic instructions', []],
  ])('%s=%s are %j', (name, value, expected) => {
    expect(new Set(secretTexts(name, value))).toEqual(new Set(expected))
  })

  it('are a login and its password, encoded and as they are', () => {
    const encoded = basic('user:zebrahorse')
    const found = secretLeaves({ headers: { Authorization: `Basic ${encoded}` } })
    expect(found).toEqual(expect.arrayContaining([encoded, 'user:zebrahorse', 'zebrahorse']))
  })

  it('are the values of cookies', () => {
    const found = secretLeaves({ headers: { Cookie: 'sid=CookieVal778899; a=b' } })
    expect(found).toContain('CookieVal778899')
    expect(found).not.toContain('b')
  })

  it('are found in lists and in records under a name', () => {
    expect(
      secretLeaves({ tokens: ['zebrahorse'], accessToken: { value: 'horsezebra', type: 'striped' } }),
    ).toEqual(['zebrahorse', 'horsezebra'])
  })
})
