import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { absent } from 'clawdbot-doctor'
import { collectFact, createFakeContext, testCheck, testExamples } from 'clawdbot-doctor/testing'
import examples from '../examples.js'
import { diskQuota } from '../src/disk-quota.js'
import plugin from '../src/index.js'
import type { Usage } from '../src/parse-quota.js'
import { quotas } from '../src/quotas.js'

const free: Usage = { used: 0, soft: 0, hard: 0 }
const over = (space: Partial<Usage>, files: Partial<Usage> = {}) => ({
  quotas: {
    exitCode: 0,
    quotas: [{ fileSystem: '/home', space: { ...free, ...space }, files: { ...free, ...files } }],
  },
})
const GIB = 2 ** 30

testCheck(
  diskQuota,
  [
    { name: 'without a limit any use is fine', facts: over({ used: 100 * GIB }), expect: [] },
    { name: 'just below the threshold is fine', facts: over({ used: 89, soft: 100 }), expect: [] },
    {
      name: 'from the threshold on there is a warning, with the use in words',
      facts: over({ used: 9 * GIB, soft: 10 * GIB, hard: 20 * GIB }),
      expect: [
        {
          messageId: 'nearlyUsed',
          subject: 'quota:/home/space',
          severity: 'warning',
          data: { fileSystem: '/home', noun: 'space', percent: 90, used: '9.0 GiB', limit: '10.0 GiB' },
        },
      ],
    },
    {
      name: 'a limit that is reached is an error, also where it is the hard one alone',
      facts: over({ used: 1, hard: 1 }, { used: 12, soft: 10, hard: 20 }),
      expect: [
        { messageId: 'usedUp', subject: 'quota:/home/space', severity: 'error' },
        { messageId: 'usedUp', subject: 'quota:/home/files', severity: 'error' },
      ],
    },
    {
      name: 'the threshold can be set',
      facts: over({ used: 50, soft: 100 }),
      options: { warnAt: 50 },
      expect: [{ messageId: 'nearlyUsed' }],
    },
    {
      name: 'without a quota there is nothing to judge',
      facts: { quotas: absent('none') },
      expect: { skip: true },
    },
  ],
  { describe, it },
)

testExamples(plugin, examples, { describe, it })

describe('example/quotas', () => {
  const ending = async (quota: Parameters<typeof createFakeContext>[0]) =>
    (await collectFact(quotas, createFakeContext(quota))).status

  it('is absent without the program, denied where it may not be run, and failed where it hangs', async () => {
    assert.equal(await ending({}), 'absent')
    assert.equal(await ending({ platform: 'win32' }), 'absent')
    assert.equal(await ending({ programs: { quota: { outcome: 'denied' } } }), 'denied')
    assert.equal(await ending({ programs: { quota: { outcome: 'timeout' } } }), 'failed')
  })
})
