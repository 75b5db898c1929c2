import { expect, it } from 'vitest'
import type { OpenclawDatabase } from '../../../src/auth/openclaw/database.js'
import { isAlone, openclawRenewal, profilesOf } from '../../../src/auth/openclaw/profiles.js'
import { anApiKey, anOauth, aToken, HOUR, NOW, secret } from '../../checks/facts.js'
import { ofWork, shared } from '../../checks/openclaw/openclaw-facts.js'

it.each<readonly [OpenclawDatabase, string]>([
  [shared({ p: anApiKey({ provider: 'openai' }) }), 'openclaw models auth paste-api-key --provider openai'],
  [shared({ p: aToken() }), 'openclaw models auth paste-token --provider anthropic'],
  [ofWork({ p: anOauth() }), 'openclaw models auth --agent work login --provider anthropic'],
])('a profile of %o is renewed by %s', (database, expected) => {
  expect(profilesOf([database]).map(openclawRenewal)).toEqual([expected])
})

const spent = aToken({ expires: NOW - HOUR })

it.each<readonly [string, readonly OpenclawDatabase[], boolean]>([
  ['nothing else', [shared({ p: spent })], true],
  ['another of the same provider', [shared({ p: spent, q: anApiKey() })], false],
  ['one of another provider', [shared({ p: spent, q: anApiKey({ provider: 'openai' }) })], true],
  ['one that has ended too', [shared({ p: spent, q: spent })], true],
  ['one that is blank', [shared({ p: spent, q: anApiKey({ key: secret(' ') }) })], true],
  ['a login that can be renewed', [shared({ p: spent, q: anOauth({ expires: 1 }) })], false],
  [
    'one that is kept elsewhere',
    [shared({ p: spent, q: anApiKey({ key: null }) }, { notes: { q: 'elsewhere' } })],
    false,
  ],
  [
    'one that could not be renewed',
    [shared({ p: spent, q: anOauth() }, { notes: { q: 'renewalFailed' } })],
    true,
  ],
  ['one that a single agent has', [shared({ p: spent }), ofWork({ q: anApiKey() })], true],
  ['one that all share', [ofWork({ p: spent }), shared({ q: anApiKey() })], false],
])('a spent token beside %s is alone: %o', (_name, databases, expected) => {
  const all = profilesOf(databases)
  const judged = all.filter(({ id }) => id === 'p')
  expect(judged.map((profile) => isAlone(profile, all, NOW))).toEqual([expected])
})
