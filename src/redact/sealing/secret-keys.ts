/** The last of a key's words where what stands under it unlocks something. */
const SECRET_WORD =
  'tokens?|secrets?|pass(?:word|phrase|code|key|wd)?s?|pwd|pins?|pin_code|t?otp|jwt|mnemonic|seed_phrase|bearer|psk|' +
  'cookies?|credentials?|authorization|webhooks?|webhook_ur[il]s?|dsn|connection_string|(?:recovery|backup|pairing)_codes?'
/** What a key unlocks; any other one may be a name, as a record's is. */
const KEY_OF =
  'api|app|client|bot|access|auth|secret|private|signing|signature|encrypt|encryption|decryption|noise|session|' +
  'licen[cs]e|master|account|storage|shared|webhook|gateway|service|hmac|aes|ssh|bearer|device|admin|deploy'
const JOINED = `(?:${KEY_OF}|id|refresh|oauth|user)(?:token|secret|password)`
const SECRET = new RegExp(
  `(?:^|_)(?:${SECRET_WORD}|(?:${KEY_OF})_?keys?|${JOINED})(?:_(?:old|new|current|previous|value|raw|hash|base64))?$`,
)
/** Words that make it a count, a price or something that anybody may see. */
const OTHER = /(?:^|_)(?:public|max|min|per|cost|price|stop|eos|bos|pad|limit|budget|count)_/
const VARIABLE_KEY = /^[A-Z][A-Z\d_]*_KEYS?$/
/** The folder that a shell is in. */
const FOLDER = /^(?:OLD)?PWD$/
/** No longer key names anything: the patterns below would only take long. */
const LONGEST = 100

/** `smtpPass`, `SMTP_PASS` and `smtp-pass` as `smtp_pass`. */
const wordsOf = (key: string): string =>
  key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[-. ]+/g, '_')
    .replace(/_?\d+$/, '')
    .toLowerCase()

/** True for a key under which only a secret stands: `password`, `smtpPass`, `GATEWAY_PIN`; not `maxTokens`, `tokenFile`. */
export const namesSecret = (key: string): boolean => {
  if (key.length > LONGEST || !/^[\w. -]+$/.test(key) || FOLDER.test(key)) return false
  const words = wordsOf(key)
  return !OTHER.test(words) && (SECRET.test(words) || VARIABLE_KEY.test(key))
}

/** What a secret's own record says beside the secret. */
const ABOUT =
  /^(?:type|kind|mode|source|provider|provider_?id|id|name|env|path|file|dir|host|port|enabled|format|scopes?|label|count|limit|ttl|.*(?:_at|At|_in|In|_ms|Ms)|expires|expiry)$/

/** The same for a key within what stands under another, which names a secret: `value` in `{ token: { value: "…" } }`. */
export const namesPartOfSecret = (key: string, parent: string): boolean =>
  namesSecret(parent) && !/webhook/i.test(parent) && !ABOUT.test(key)

/** How many of something: no token is so short and a number. */
const COUNTED = /tokens$/i
const COUNT = /^\s*\d{1,9}(?:\.\d+)?\s*$/

/** A variable that is filled in elsewhere, or what Clawdbot calls a session by. */
const STANDS_FOR = /^\$\{[A-Z_][A-Z\d_]{0,99}\}$/
const SESSION = /^(?:(?:agent|hook|cron):[\w:@.+-]*|main|global)$/

/** Whether a value that stands under a key that names a secret is none for all that. */
export const isNoSecret = (key: string, value: string): boolean =>
  value.trim() === '' ||
  STANDS_FOR.test(value) ||
  (COUNTED.test(key) && COUNT.test(value)) ||
  (/session_?key$/i.test(key) && SESSION.test(value))
