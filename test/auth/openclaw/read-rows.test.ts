import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRows } from '../../../src/auth/openclaw/read-rows.js'
import { createFakeSeal } from '../../../src/testing/index.js'

const seal = createFakeSeal()
const ABOUT = [{ layout: 18 }]
const rowsOf = (profiles: object) => [{ profiles: JSON.stringify({ version: 1, profiles }) }]
const read = (profiles: object) => readRows([ABOUT, rowsOf(profiles), null], seal)

const FENCE = `openclaw-oauth-refresh-fence:v1:${'a'.repeat(32)}`
const key = { type: 'api_key', provider: 'openai', key: 'k' }

describe('the rows of a database', () => {
  it('give the profiles, as a store of Clawdbot does', () => {
    expect(read({ a: key })).toMatchObject({
      state: 'ok',
      layout: 18,
      store: { version: 1, profiles: { a: { type: 'api_key', provider: 'openai' } }, issues: [] },
      notes: {},
    })
  })

  it('are those of whichever table there is, the newer one first', () => {
    const older = rowsOf({ older: key })
    const ids = (answers: Parameters<typeof readRows>[0]) => {
      const reading = readRows(answers, seal)
      return reading.state === 'ok' ? Object.keys(reading.store.profiles) : reading.state
    }
    expect(ids([ABOUT, rowsOf({ newer: key }), older])).toEqual(['newer'])
    expect(ids([ABOUT, null, older])).toEqual(['older'])
    expect(ids([ABOUT, [], older])).toEqual(['older'])
  })

  it('may be none at all, which is a store without profiles', () => {
    expect(readRows([ABOUT, [], null], seal)).toMatchObject({ state: 'ok', store: { profiles: {} } })
  })

  it('are not looked for where no table is known, and no layout need be told', () => {
    expect(readRows([ABOUT, null, null], seal)).toEqual({ state: 'unknown-layout', layout: 18 })
    expect(readRows([null, null], seal)).toEqual({ state: 'unknown-layout', layout: null })
    expect(readRows([[], null], seal)).toEqual({ state: 'unknown-layout', layout: null })
  })

  it.each<readonly [string, string | null, string]>([
    ['no JSON', '{"version":1,', 'unparseable'],
    ['a blob', null, 'wrong-shape'],
    ['no mapping', '[]', 'wrong-shape'],
    ['no profiles', '{"version":1}', 'wrong-shape'],
  ])('that hold %s are told as that', (_name, profiles, state) => {
    expect(readRows([ABOUT, [{ profiles }]], seal).state).toBe(state)
  })

  it('never fail, whatever they hold', () => {
    const json = fc.json({ maxDepth: 4 })
    const text = fc.oneof(
      json,
      fc.string(),
      json.map((profiles) => `{"profiles":{"p":${profiles}}}`),
    )
    fc.assert(
      fc.property(fc.array(fc.option(fc.array(fc.record({ profiles: text })))), (answers) => {
        expect(['ok', 'unknown-layout', 'unparseable', 'wrong-shape']).toContain(
          readRows(answers, seal).state,
        )
      }),
    )
  })
})

it('shows no text of a secret, wherever in the store it stands', () => {
  const canary = ['sk', 'canary', 'x'.repeat(30)].join('-')
  const fields = ['key', 'token', 'access', 'refresh', 'idToken', 'apiKey'].map((name) => [name, canary])
  for (const type of ['api_key', 'token', 'oauth', 'other', undefined]) {
    const reading = read({ p: { type, provider: 'anthropic', ...Object.fromEntries(fields) } })
    expect(JSON.stringify(reading)).not.toContain(canary)
  }
  const cut = `{"profiles":{"p":{"key":"${canary}"`
  expect(JSON.stringify(readRows([ABOUT, [{ profiles: cut }]], seal))).not.toContain(canary)
})

describe('a profile that is not judged by what it holds', () => {
  const oauth = { type: 'oauth', provider: 'openai', expires: 1 }
  it.each<readonly [string, object, string | undefined]>([
    [
      'a key that is kept elsewhere',
      { ...key, key: undefined, keyRef: { source: 'env', id: 'K' } },
      'elsewhere',
    ],
    ['a token that is a reference', { type: 'token', provider: 'x', token: { source: 'env' } }, 'elsewhere'],
    ['a login of an older sidecar', { ...oauth, oauthRef: { id: 'x' } }, 'elsewhere'],
    ['one that is being set up', { ...key, setup: { replacement: true } }, 'inactive'],
    [
      'one that is being renewed',
      { ...oauth, access: `${FENCE}:access:b`, refresh: `${FENCE}:refresh:b` },
      'renewing',
    ],
    [
      'one whose renewal failed',
      { ...oauth, access: `${FENCE}:failed:access:b`, refresh: `${FENCE}:failed:refresh:b` },
      'renewalFailed',
    ],
    ['but not one with a key', key, undefined],
    ['nor one that holds nothing', { type: 'token', provider: 'x' }, undefined],
  ])('is %s', (_name, profile, expected) => {
    const reading = read({ p: profile, constructor: key })
    const notes = reading.state === 'ok' ? reading.notes : {}
    expect(Object.entries(notes)).toEqual(expected === undefined ? [] : [['p', expected]])
  })

  it('has no faults either', () => {
    const reading = read({ p: { ...key, key: undefined, keyRef: {} }, q: { ...key, key: '' } })
    const at = reading.state === 'ok' ? reading.store.issues.map((issue) => issue.at[1]) : []
    expect(at).toEqual(['q'])
  })
})
