import { isMapping } from '../../auth/mapping.js'
import { isNoSecret, isSealable, namesPartOfSecret, namesSecret } from '../../redact/sealing/index.js'
import { addressSecrets, cookieSecrets, headerSecrets } from './address-secrets.js'

/** Names of what nobody may see, in a config, a store or an environment. */
const SECRET_NAME =
  /token|secret|passw|passphrase|credential|authorization|cookie|pairing|private_?key|api_?key|access_?key|auth_?key|signing_?key|encryption_?key|noise_?key|[A-Z]_KEY|^(?:key|access|refresh|auth|pass|pin|webhook)$/i
/** The same words where they name something that stands in for a secret, or counts. */
const OTHER_NAME =
  /max_?token|token_?(?:count|limit|budget|type|url|uri|path|file|env|endpoint)|(?:key|secret|password|passphrase|token|credential)s?_?(?:id|name|path|file|dir|env|ref|source|helper|ttl|mode|type|provider)$|public_?key|auth_?(?:mode|type|provider|profile)|credentials?_?(?:dir|store|mode|type)/i

/** A path or an address. A token may begin with a slash too. */
const PLACE =
  /^(?:(?:~|\.{1,2}|[A-Za-z]:)[\\/]|\/(?:home|Users|root|tmp|var|usr|etc|opt|mnt|media|srv|run|private|Volumes|Library|Applications|bin|dev|proc|nix|snap|app|data|config)(?:\/|$)|[a-z][a-z0-9+.-]*:\/\/)/
/** An address may be the secret itself. */
const WEBHOOK = /webhook(?:_?ur[il])?s?$/i
const WORDS = /[\w.~+/=-]{20,}/g

const isMixed = (word: string): boolean =>
  (word.match(/[a-z][A-Z]/g)?.length ?? 0) >= 4 && /[A-Z]{2}/.test(word)

/** Letters of both cases among digits or in disorder, or many hex digits: nothing that people write by hand. */
const looksMade = (word: string): boolean =>
  /^(?=.*\d)[\da-f]{32,}$/i.test(word) ||
  (/[a-z]/.test(word) &&
    /[A-Z]/.test(word) &&
    (/\d/.test(word) || isMixed(word)) &&
    !/^[\w-]*(?:\.[a-z]\w*)+$/.test(word))

/**
 * What of a named value may be a secret: all of it where its name says so, and else the words in it that nobody wrote
 * by hand.
 */
export const secretTexts = (name: string, value: string): readonly string[] => {
  const isNamed =
    ((SECRET_NAME.test(name) && !OTHER_NAME.test(name)) || namesSecret(name)) && !isNoSecret(name, value)
  const parts = [
    ...addressSecrets(value),
    ...headerSecrets(value),
    ...(isNamed ? cookieSecrets(value) : []),
    ...(isNamed && WEBHOOK.test(name) ? [value] : []),
  ].filter(isSealable)
  if (PLACE.test(value.trim())) return parts
  const made = (value.match(WORDS) ?? []).filter((word) => looksMade(word) && !PLACE.test(word))
  return [...parts, ...[...(isNamed ? [value] : []), ...made].filter(isSealable)]
}

/** The same of every text in a document, by the key that it stands under, or the list that it is in. */
export const secretLeaves = (document: unknown, name = ''): readonly string[] => {
  if (typeof document === 'string') return secretTexts(name, document)
  if (typeof document === 'number' || typeof document === 'bigint') return secretTexts(name, String(document))
  if (Array.isArray(document)) return document.flatMap((item) => secretLeaves(item, name))
  if (!isMapping(document)) return []
  return Object.entries(document).flatMap(([key, child]) => [
    ...secretTexts('', key),
    ...secretLeaves(child, nameWithin(name, key)),
  ])
}

/** A header, or what a variable or an account is set to, may be called anything. */
const nameWithin = (parent: string, key: string): string =>
  /^(?:headers|secrets|tokens|credentials)$/i.test(parent) || namesPartOfSecret(key, parent) ? 'secret' : key
