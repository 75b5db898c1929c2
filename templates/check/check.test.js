// @ts-check
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { absent } from 'clawdbot-doctor'
import { collectFact, createFakeContext, testCheck } from 'clawdbot-doctor/testing'
import { __CAMEL__Check } from '../src/checks/__NAME__.js'
import { __CAMEL__File } from '../src/facts/__NAME__.js'

const path = '/home/ada/.__DOMAIN__/__NAME__.json'

testCheck(
  __CAMEL__Check,
  [
    { name: 'a file for its owner only is fine', facts: { file: { path, mode: 0o600 } }, expect: [] },
    {
      name: 'a file that the group may read is open',
      facts: { file: { path, mode: 0o640 } },
      expect: [{ messageId: 'open', subject: 'file:__NAME__', data: { path, mode: 0o640 } }],
    },
    {
      name: 'without a file there is nothing to judge',
      facts: { file: absent('gone') },
      expect: { skip: true },
    },
  ],
  { describe, it },
)

describe('__DOMAIN__/__NAME__-file', () => {
  it('is the file and its mode', async () => {
    const context = createFakeContext({ files: { [path]: '{}' }, modes: { [path]: 0o644 } })
    const outcome = await collectFact(__CAMEL__File, context)
    assert.deepEqual(outcome, { status: 'ok', value: { path, mode: 0o644 } })
  })

  it('is absent where there is no file, and denied where nobody may look', async () => {
    assert.equal((await collectFact(__CAMEL__File, createFakeContext())).status, 'absent')
    const shut = createFakeContext({ files: { [path]: '{}' }, denied: ['/home/ada/.__DOMAIN__'] })
    assert.equal((await collectFact(__CAMEL__File, shut)).status, 'denied')
  })
})
