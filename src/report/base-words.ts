import type { ExplainDocument } from './auth-explain-schema.js'

/** What decides which profiles are tried, as a sentence. */
export const BASE_WORDS: Readonly<Record<NonNullable<ExplainDocument['base']>, string>> = {
  'store-order': "The store's order decides which profiles are tried.",
  'config-order': "The config's auth.order decides which profiles are tried.",
  'config-profiles': 'Those in auth.profiles of the config are tried: logins, then tokens, then keys.',
  stored: 'No order is set: every stored profile is tried, logins first, then tokens, then keys.',
}
