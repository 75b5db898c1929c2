import { describe, expect, it } from 'vitest'
import type { PolicedRun } from '../../../src/app/open-policed-run.js'
import { foundFacts } from '../../../src/app/support/found-facts.js'
import { sealIncludes } from '../../../src/app/support/includes/seal-includes.js'
import { sessionFiles } from '../../../src/app/support/includes/session-files.js'
import type { CollectedFact } from '../../../src/engine/fact-store.js'
import { keyOf, sealerOf } from '../../redact/sealing/sealers.js'

const SESSIONS = {
  'agent:main:telegram:dm:6525481671': {
    sessionId: '3d1f4b60-8a1c-4f2e-9c7d-0123456789ab',
    updatedAt: 1_768_478_412_345,
    totalTokens: 128_123,
    from: 'telegram:6525481671',
    subject: 'The trip to Rome',
    room: 'roomy-mcroomface',
    origin: { label: 'Ada L id:4455667788' },
    model: 'claude-opus-4-5',
  },
}

const sealedSessions = async (key: string): Promise<string> => {
  const text = JSON.stringify(SESSIONS)
  const readText = async () => ({ state: 'ok', text, stat: { size: text.length } })
  const run = {
    facts: { outcome: async () => ({ status: 'ok', value: [{ path: '/srv/sessions.json' }] }) },
    machine: { probes: { fs: { readText } } },
  }
  const found = await sessionFiles({ run } as unknown as PolicedRun)
  const { entries } = sealIncludes(found, sealerOf([], { key: keyOf(key) }))
  return String(entries[0]?.bytes)
}

describe('the sessions of a report', () => {
  it('tell nobody who talks with the bot, what of, or to the second when', async () => {
    const sealed = await sealedSessions('case')
    expect(sealed).not.toMatch(/6525481671|3d1f4b60|Rome|mcroomface|Ada|4455667788/)
    const [session] = Object.values(JSON.parse(sealed) as typeof SESSIONS)
    expect(session).toMatchObject({
      updatedAt: 1_768_478_400_000,
      totalTokens: 128_123,
      model: 'claude-opus-4-5',
    })
  })

  it('have nothing in common with those of another case by which they could be told to be the same', async () => {
    const valuesOf = (text: string) => text.match(/[\w-]{9,}/g)?.filter((each) => /\d{3}/.test(each)) ?? []
    const others = new Set(valuesOf(await sealedSessions('other')))
    expect(valuesOf(await sealedSessions('case')).filter((each) => others.has(each))).toEqual([
      '1768478400000',
    ])
  })
})

describe('the facts of a report', () => {
  it('tell the times of files in whole seconds, rounded down, and other numbers as they are', () => {
    const value = {
      stat: { mtimeMs: 1_795_448_446_177.8738, bornMs: 1_795_448_446_999, size: 403 },
      expires: 1_795_452_046_177.8738,
      expiresAt: 1_795_448_446_177,
      share: 0.25,
    }
    const collected = { fact: { id: 'a/b' }, outcome: { status: 'ok', value }, ms: 1.5 }
    const [fact] = foundFacts([collected as unknown as CollectedFact])
    expect(fact?.value).toEqual({
      stat: { mtimeMs: 1_795_448_446_000, bornMs: 1_795_448_446_000, size: 403 },
      expires: 1_795_452_046_000,
      expiresAt: 1_795_448_446_177,
      share: 0.25,
    })
  })
})
