import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { withSettings } from '../../../src/app/doctor-config/against-registry.js'
import { parseDoctorConfig } from '../../../src/app/doctor-config/parse-config.js'
import { runSettingsOf, selectionWith, severitiesOf } from '../../../src/app/doctor-config/settings-of.js'
import { createRegistry } from '../../../src/engine/registry.js'
import { selectChecks } from '../../../src/engine/select.js'
import { aCheck } from '../../engine/samples.js'

const crowd = aCheck('auth/crowd', {
  options: z.strictObject({ most: z.number().default(5) }),
  tags: ['many'],
})
const registry = createRegistry([
  {
    apiVersion: 1,
    id: 'p',
    facts: [],
    fixes: [],
    redactors: [],
    checks: [aCheck('auth/store'), aCheck('auth/expiry'), aCheck('host/disk'), crowd],
  },
])

const load = (text: string) => ({
  path: '/c.json',
  text,
  sha256: '',
  isNamed: false,
  config: parseDoctorConfig({ path: '/c.json', text }),
})

describe('settings about what is not there', () => {
  it.each([
    [
      '{"only": ["auth/*", "auth/stor"]}',
      '1:21: only[1]: there is no check auth/stor.',
      'Did you mean "auth/store"?',
    ],
    [
      '{"skip": ["no/*"]}',
      '1:11: skip[0]: there is no check no/*.',
      'There are: auth/store, auth/expiry, host/disk, auth/crowd.',
    ],
    [
      '{"checks": {"auth/stores": {}}}',
      '1:13: checks["auth/stores"]: there is no check auth/stores.',
      'Did you mean "auth/store"?',
    ],
    [
      '{"checks": {"auth/store!bed": {"severity": "info"}}}',
      '1:13: checks["auth/store!bed"]: the check auth/store has no message bed.',
      'Did you mean "bad"?',
    ],
    [
      '{"checks": {"auth/store!bad": {"severity": "off"}}}',
      expect.stringContaining(
        '1:44: checks["auth/store!bad"].severity must be "error", "warning" or "info": only a whole',
      ),
      'Mend it there, then run this again.',
    ],
    [
      '{"checks": {"auth/crowd!bad": {"options": {}}}}',
      '1:43: checks["auth/crowd!bad"].options: options belong to a whole check: write them under "auth/crowd".',
      'Mend it there, then run this again.',
    ],
    [
      '{"checks": {"auth/store": {"options": {}}}}',
      '1:39: checks["auth/store"].options: the check auth/store has no options.',
      'Mend it there, then run this again.',
    ],
    [
      '{"checks": {"auth/crowd": {"options": {"most": "all"}}}}',
      expect.stringMatching(/^1:48: checks\["auth\/crowd"\]\.options\.most: the check refuses it: .+number/),
      'Mend it there, then run this again.',
    ],
    [
      '{"suppressions": [{"check": "auth/expire", "reason": "x"}]}',
      '1:29: suppressions[0].check: there is no check auth/expire.',
      'Did you mean "auth/expiry"?',
    ],
    [
      '{"suppressions": [{"check": "auth/expiry", "messageId": "x", "reason": "x"}]}',
      '1:57: suppressions[0].messageId: the check auth/expiry has no message x.',
      'There are: bad.',
    ],
  ])('%s', async (text, said, hint) => {
    const loaded = load(text)
    let thrown: unknown
    try {
      withSettings(loaded, registry)
    } catch (error) {
      thrown = error
    }
    const { message, hint: told } = thrown as { message: string; hint: string }
    expect({ said: message.replace('/c.json:', ''), hint: told }).toEqual({ said, hint })
  })
})

describe('settings', () => {
  it('set the options of a check, and leave the others as they are', async () => {
    const set = withSettings(load('{"checks": {"auth/crowd": {"options": {"most": 2}}}}'), registry)
    expect(set.checks.get('auth/crowd')?.options?.['~standard'].validate({})).toEqual({ value: { most: 2 } })
    expect(set.checks.get('auth/store')).toBe(registry.checks.get('auth/store'))
  })

  it('say how long things may take', async () => {
    const { config } = load('{"warnWithin": "7d", "timeout": "3", "concurrency": 2}')
    expect(runSettingsOf(config)).toEqual({ warnWithinMs: 604_800_000, timeoutMs: 3000, concurrency: 2 })
    expect(runSettingsOf({})).toEqual({})
  })

  it('give severities to checks and messages, and none where a check is off', async () => {
    const { config } = load(
      '{"checks": {"a/b": {"severity": "info"}, "a/c": {"severity": "off"}, "a/d!e": {"severity": "error"}}}',
    )
    expect([...severitiesOf(config)]).toEqual([
      ['a/b', 'info'],
      ['a/d!e', 'error'],
    ])
  })

  const OFF = '{"only": ["auth/*"], "skip": ["auth/ex*"], "checks": {"auth/crowd": {"severity": "off"}}}'
  it.each([
    ['nothing', {}, ['auth/store']],
    ['another --skip', { skip: ['auth/store'] }, ['auth/expiry']],
    ['another --only', { only: ['*/*'] }, ['auth/store', 'host/disk']],
    ['--tag', { tags: ['many'] }, []],
    ['--only with a check that is skipped', { only: ['auth/expiry'] }, ['auth/expiry']],
    ['--only with a check that is off', { only: ['auth/crowd'] }, ['auth/crowd']],
    ['--only with one that --skip names too', { only: ['auth/expiry'], skip: ['auth/expiry'] }, []],
  ])('choose the checks, unless the command line does: %s', async (_, flags, ids) => {
    const { config } = load(OFF)
    const selected = selectChecks(registry, selectionWith(config, flags, registry))
    expect(selected.map(({ id }) => id)).toEqual(ids)
  })
})
