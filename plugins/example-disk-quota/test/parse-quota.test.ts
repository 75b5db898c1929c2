import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseQuota } from '../src/parse-quota.js'

describe('what quota prints', () => {
  it('is read line by line, in bytes, with or without the star of an exceeded limit', () => {
    const output = [
      'Disk quotas for user ada (uid 1000): ',
      '     Filesystem  blocks   quota   limit   grace   files   quota   limit   grace',
      'nas:/home        1000*      900    1100 1768478400      7       0       0       0',
      '/dev/sda1            0        0    2048          0      1*      1       2 1768478400',
    ].join('\n')
    assert.deepEqual(parseQuota(output), [
      {
        fileSystem: 'nas:/home',
        space: { used: 1_024_000, soft: 921_600, hard: 1_126_400 },
        files: { used: 7, soft: 0, hard: 0 },
      },
      {
        fileSystem: '/dev/sda1',
        space: { used: 0, soft: 0, hard: 2_097_152 },
        files: { used: 1, soft: 1, hard: 2 },
      },
    ])
  })

  for (const output of ['', 'Disk quotas for user ada (uid 1000): none\n', 'quota: no such user\n'])
    it(`is no quota where it is ${JSON.stringify(output)}`, () => {
      assert.deepEqual(parseQuota(output), [])
    })
})
