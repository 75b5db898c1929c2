import fc from 'fast-check'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const signs = (alphabet: string, min: number, max = min) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: min, maxLength: max }).map((all) => all.join(''))
const word = (min: number, max = min) => signs(`${LETTERS}0123456789`, min, max)
const url = (min: number, max = min) => signs(`${LETTERS}0123456789-_`, min, max)
const after = (start: string, rest: fc.Arbitrary<string>) => rest.map((text) => start + text)

/** A secret of each kind that is known to stand on such machines, and of those that nobody can know. */
const KINDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'anthropic login': after('sk-ant-oat01-', url(95)),
  'anthropic renewal': after('sk-ant-ort01-', url(95)),
  'anthropic key': after('sk-ant-api03-', url(95)),
  openai: after('sk-proj-', url(48, 140)),
  openrouter: after('sk-or-v1-', signs('0123456789abcdef', 64)),
  google: after('AIza', url(35)),
  groq: after('gsk_', word(52)),
  github: after('ghp_', word(36)),
  slack: fc.tuple(signs('0123456789', 12), word(24)).map(([id, rest]) => `xoxb-${id}-${rest}`),
  telegram: fc.tuple(signs('123456789', 10), url(35)).map(([id, rest]) => `${id}:${rest}`),
  jwt: fc.tuple(url(20, 60), url(40, 200), url(43)).map(([a, b, c]) => `eyJ${a}.eyJ${b}.${c}`),
  hex: signs('0123456789abcdef', 32, 64),
  uuid: fc.uuid(),
  base64: fc
    .uint8Array({ minLength: 24, maxLength: 48 })
    .map((bytes) => Buffer.from(bytes).toString('base64')),
  password: signs(`${LETTERS}0123456789!"#$%&'()*+,-./:;<=>?@[]^_{}~\\`, 14, 40),
  passphrase: fc.array(word(4, 9), { minLength: 4, maxLength: 6 }).map((words) => words.join(' ')),
  'of the world': signs('äöüßéèñ€漢字ひらがな😀🔑абвгд"\\%+/ aB3'.replace(/[😀🔑]/gu, ''), 16, 40),
  'private key': signs(`${LETTERS}0123456789+/`, 320).map(
    (text) => `-----BEGIN PRIVATE KEY-----\n${text.replace(/.{64}/g, '$&\n')}-----END PRIVATE KEY-----\n`,
  ),
}

/** Mixed enough to be looked for at all. */
export const anySecret = fc
  .oneof(...Object.values(KINDS))
  .filter((text) => new Set(text.replace(/\s/g, '')).size >= 8 && text.replace(/\s/g, '').length >= 12)
