import { namesSecret } from '../../redact/sealing/index.js'

const ADDRESS = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,40}:\/\/(?<rest>[^\s"'`<>]{1,4000})/gi
/** Up to the last `@` before a path: people forget to encode those of a password. */
const LOGIN = /^(?<user>[^\s/?#:@]{0,256})(?::(?<password>[^\s/?#]{1,1000}))?@/
const QUERY = /[?&](?<name>[\w.-]{1,64})=(?<value>[^&#]{1,2000})/g
const SIGNATURE = /^(?:[\w-]{0,32}-)?(?:sig|signature|code|auth|key)$/i
/** A login with no password is one itself where it is this long. */
const LONG_LOGIN = 20

/** A text, and what it says without percent signs. */
const withDecoded = (text: string): readonly string[] => {
  try {
    return [...new Set([text, decodeURIComponent(text)])]
  } catch {
    return [text]
  }
}

/** What of the addresses in a text nobody may see: passwords, and what a query sets under a secret's name. */
export const addressSecrets = (text: string): readonly string[] =>
  [...text.matchAll(ADDRESS)].flatMap(({ groups: { rest = '' } = {} }) => {
    const { user = '', password } = LOGIN.exec(rest)?.groups ?? {}
    const login = password ?? (user.length >= LONG_LOGIN ? user : '')
    const asked = [...rest.matchAll(QUERY)].flatMap(({ groups: { name = '', value = '' } = {} }) =>
      namesSecret(name) || SIGNATURE.test(name) ? [value] : [],
    )
    return [login, ...asked].filter((part) => part !== '').flatMap(withDecoded)
  })

const BEARER = /\bBearer[ \t]{1,4}(?<token>[^\s"'`,;]{1,8000})/gi
const BASIC = /\bBasic[ \t]{1,4}(?<encoded>[\w+/-]{8,8000}={0,2})/gi

/** What a header says after `Bearer` or `Basic`; of the latter also the login that it is made from. */
export const headerSecrets = (text: string): readonly string[] => [
  ...[...text.matchAll(BEARER)].map(({ groups }) => groups?.token ?? ''),
  ...[...text.matchAll(BASIC)].flatMap(({ groups: { encoded = '' } = {} }) => {
    const login = Buffer.from(encoded, 'base64').toString()
    const colon = login.indexOf(':')
    return colon === -1 || /[\p{Cc}\ufffd]/u.test(login) ? [] : [encoded, login, login.slice(colon + 1)]
  }),
]

const COOKIE = /(?:^|;)[ \t]{0,8}[\w.-]{1,128}=(?<value>[^;\s]{1,4000})/g

/** The values of a header `Cookie`. */
export const cookieSecrets = (text: string): readonly string[] =>
  [...text.matchAll(COOKIE)].flatMap(({ groups }) => withDecoded(groups?.value ?? ''))
