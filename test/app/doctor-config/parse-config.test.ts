import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDoctorConfig } from '../../../src/app/doctor-config/parse-config.js'
import { Refusal } from '../../../src/app/refusal.js'
import type { DoctorConfig } from '../../../src/report/doctor-config-schema.js'

const path = '/home/ada/.clawdbot/clawdbot.doctor.json'
const parse = async (text: string) => parseDoctorConfig({ path, text })

const published = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../schemas/doctor-config.v1.json'), 'utf8'),
)
const fitsPublished = new Ajv2020({ strict: false }).compile(published)

const refusalOf = async (text: string): Promise<Refusal> => {
  const thrown: unknown = await parse(text).then(
    () => null,
    (error) => error,
  )
  if (!(thrown instanceof Refusal)) throw new Error(`no refusal of ${text}`)
  return thrown
}

const suppression = (over: object): string =>
  JSON.stringify({ suppressions: [{ check: 'auth/store', reason: 'known', ...over }] })

const LENGTH = 'a length of time in quotes, such as "90s", "30m", "12h" or "7d"'
const DATE = 'a date such as "2027-01-31", or a time such as "2027-01-31T12:00:00Z"'

describe('settings that are refused, with their place', () => {
  it.each([
    ['an empty file', '', '1:1: it is not JSON: it is empty.'],
    ['a file that ends too early', '{\n  "skip": [', '2:12: it is not JSON: it ends too early.'],
    ['a file of something else', '{"skip" = 1}', '1:9: it is not JSON: a character cannot stand there.'],
    ['a list', '[]', '1:1: the document must be an object in braces.'],
    ['null', 'null', '1:1: the document must be an object in braces.'],
    ['a key that is written twice', '{"skip": [],\n "skip": []}', '2:2: skip stands there twice.'],
    [
      'a key that is written twice further in',
      '{"checks": {"a/b": {"severity": "off", severity: "info"}}}',
      '1:40: checks["a/b"].severity stands there twice.',
    ],
    ['a setting there is not', '{\n  "only": [],\n  "skpi": []\n}', '3:3: skpi: there is no such setting.'],
    ['a setting of the prototype', '{"__proto__": 1}', '1:2: __proto__: there is no such setting.'],
    [
      'no text for a pattern',
      '{"only": ["a/*", 3]}',
      '1:18: only[1] must be the id of a check in quotes, or a glob such as "auth/*".',
    ],
    [
      'a blank pattern',
      '{"skip": [" "]}',
      '1:11: skip[0] must be the id of a check in quotes, or a glob such as "auth/*".',
    ],
    [
      'a word for a list',
      '{"skip": "a/b"}',
      '1:10: skip must be a list of ids of checks, or of globs such as "auth/*".',
    ],
    ['a severity there is not', '{"failOn": "fatal"}', '1:12: failOn must be "error", "warning" or "info".'],
    ['a bare number for a time', '{"warnWithin": 24}', `1:16: warnWithin must be ${LENGTH}.`],
    ['no time at all', '{"timeout": "0s"}', `1:13: timeout must be ${LENGTH}.`],
    ['a time of another unit', '{"timeout": "2w"}', `1:13: timeout must be ${LENGTH}.`],
    [
      'half a check at once',
      '{"concurrency": 1.5}',
      '1:17: concurrency must be a whole number from 1 to 64.',
    ],
    ['no check at once', '{"concurrency": 0}', '1:17: concurrency must be a whole number from 1 to 64.'],
    ['a list of checks', '{"checks": []}', '1:12: checks must be an object with the ids of checks for keys.'],
    ['a bare severity', '{"checks": {"auth/store": "off"}}', '1:27: checks["auth/store"] must be an object.'],
    [
      'a setting a check has not',
      '{"checks": {"auth/store": {"sevrity": "off"}}}',
      '1:28: checks["auth/store"].sevrity: there is no such setting.',
    ],
    [
      'options that are no object',
      '{"checks": {"auth/store": {"options": 3}}}',
      '1:39: checks["auth/store"].options must be an object.',
    ],
    [
      'a suppression of everything',
      '{"suppressions": [{"reason": "x"}]}',
      '1:19: suppressions[0]: it needs a "fingerprint" or a "check".',
    ],
    [
      'a suppression by subject alone',
      '{"suppressions": [{"subject": "x", "reason": "x"}]}',
      '1:19: suppressions[0]: it needs, besides what it has, a "fingerprint" or a "check".',
    ],
    [
      'a suppression without a reason',
      '{"suppressions": [{"check": "auth/store"}]}',
      '1:19: suppressions[0].reason must be the reason in quotes, and not blank.',
    ],
    [
      'a blank reason',
      suppression({ reason: ' \n' }),
      '1:49: suppressions[0].reason must be the reason in quotes, and not blank.',
    ],
    [
      'a day there is not',
      suppression({ until: '2027-02-30' }),
      `1:65: suppressions[0].until must be ${DATE}.`,
    ],
    [
      'a time of no zone',
      suppression({ until: '2027-01-31T12:00:00' }),
      `1:65: suppressions[0].until must be ${DATE}.`,
    ],
    [
      'an hour there is not',
      suppression({ until: '2027-01-31T25:00Z' }),
      `1:65: suppressions[0].until must be ${DATE}.`,
    ],
    [
      'half a fingerprint',
      suppression({ fingerprint: '3f2a' }),
      '1:71: suppressions[0].fingerprint must be the 16 digits by which `doctor --verbose` names a finding.',
    ],
    [
      'evidence of its own',
      suppression({ evidence: 'x' }),
      '1:68: suppressions[0].evidence must be the 32 digits that `doctor suppress` wrote.',
    ],
  ])('%s', async (_, text, said) => {
    const refusal = await refusalOf(text)
    expect(refusal.message).toBe(`${path}:${said}`)
    expect(refusal).toMatchObject({ code: 'BAD_DOCTOR_CONFIG', exitCode: 3, hint: expect.any(String) })
  })

  it.each([
    ['{"skpi": []}', 'Did you mean "skip"?'],
    ['{"failon": "error"}', 'Did you mean "failOn"?'],
    ['{"suppresions": []}', 'Did you mean "suppressions"?'],
    ['{"checks": {"auth/store": {"option": {}}}}', 'Did you mean "options"?'],
    ['{"suppressions": [{"check": "a/b", "reson": "x"}]}', 'Did you mean "reason"?'],
  ])('%s is asked about', async (text, hint) => {
    expect((await refusalOf(text)).hint).toBe(hint)
  })

  it('lists what there is where nothing is near', async () => {
    expect((await refusalOf('{"colour": 1}')).hint).toBe(
      'There are: $schema, only, skip, failOn, warnWithin, timeout, concurrency, disabledPlugins, checks, suppressions.',
    )
  })

  it('are refused, and never crash, whatever stands there', async () => {
    const keys = [
      'only',
      'skip',
      'failOn',
      'timeout',
      'concurrency',
      'checks',
      'suppressions',
      '$schema',
      'x',
    ]
    const document = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue(), { maxKeys: 4 })
    await fc.assert(
      fc.asyncProperty(document, async (value) => {
        const text = JSON.stringify(value, null, 2)
        const read: DoctorConfig | Refusal = await parse(text).catch((error) => error)
        if (!(read instanceof Refusal)) {
          expect(read).toEqual(JSON.parse(text))
          return
        }
        const [, line, column] = /:(\d+):(\d+): /.exec(read.message) ?? []
        const lines = text.split('\n')
        expect(lines[Number(line) - 1]?.length).toBeGreaterThanOrEqual(Number(column) - 1)
      }),
    )
  })

  it('are refused, and never crash, whatever text it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const read: unknown = await parse(text).catch((error) => error)
        if (read instanceof Error) expect(read).toBeInstanceOf(Refusal)
      }),
    )
  })
})

const EVERY_KEY = {
  $schema: './schemas/doctor-config.v1.json',
  only: ['auth/*'],
  skip: ['auth/legacy'],
  failOn: 'error',
  warnWithin: '7d',
  timeout: '500ms',
  concurrency: 64,
  checks: {
    'auth/store': { severity: 'off' },
    'auth/expiry!expired': { severity: 'info' },
    'auth/crowd': { options: { most: 5, list: [null, { deep: true }] } },
  },
  suppressions: [
    { check: 'auth/store', reason: 'known' },
    {
      fingerprint: '0123456789abcdef',
      check: 'auth/expiry',
      messageId: 'expired',
      subject: 'agent:main/profile:a:b',
      reason: 'known',
      owner: 'ops',
      until: '2028-02-29T23:59:59.5+02:00',
      evidence: '0123456789abcdef0123456789abcdef',
    },
  ],
}

describe('settings that are taken', () => {
  it.each([
    ['none', '{}', {}],
    ['every key', JSON.stringify(EVERY_KEY), EVERY_KEY],
    ['comments, and no quotes', "{ // mine\n skip: ['auth/store',], }", { skip: ['auth/store'] }],
  ])('%s', async (_, text, config) => {
    expect(await parse(text)).toEqual(config)
  })

  it('are those that the published schema takes', () => {
    expect(fitsPublished(EVERY_KEY)).toBe(true)
    expect(fitsPublished({})).toBe(true)
    for (const bad of [
      { skpi: [] },
      { failOn: 'off' },
      { suppressions: [{ check: 'a/b' }] },
      { timeout: 'x' },
    ])
      expect(fitsPublished(bad), JSON.stringify(bad)).toBe(false)
  })

  it('are told about in the published schema, every one', () => {
    const undescribed: string[] = []
    const walk = (schema: { properties?: object; additionalProperties?: object; items?: object }): void => {
      for (const [key, inner] of Object.entries(schema.properties ?? {})) {
        if (!('description' in inner)) undescribed.push(key)
        walk(inner)
      }
      if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties)
      if (schema.items !== undefined) walk(schema.items)
    }
    walk(published)
    expect(undescribed).toEqual([])
  })
})
