import { describe, expect, it } from 'vitest'
import { onlineWords } from '../../src/report/online-words.js'
import type { Report } from '../../src/report/schema.js'

type Result = NonNullable<Report['online']>['results'][number]

const result = (over: Partial<Result> = {}): Result => ({
  provider: 'anthropic',
  agent: 'main',
  source: 'profile',
  name: 'anthropic:work',
  host: 'api.anthropic.com',
  askedAt: '2026-01-15T12:00:59.000Z',
  latencyMs: 5,
  verdict: 'accepted',
  status: 200,
  reason: null,
  ...over,
})

const silent = { askedAt: null, verdict: 'not-asked' } as const
const told = (...results: Result[]) => onlineWords({ online: { results } })

describe('the words about who was asked', () => {
  it('are none where nobody was to be', () => {
    expect(onlineWords({})).toBeNull()
  })

  it('say so where there was nothing to ask with', () => {
    expect(told()).toBe('No provider was asked.')
    expect(told(result(silent))).toBe('No provider was asked.')
  })

  it('say who, when, what came of it, and who was not', () => {
    expect(
      told(
        result(),
        result({ verdict: 'rejected' }),
        result({ provider: 'openai' }),
        result(silent),
        result({ provider: 'venice', ...silent }),
      ),
    ).toBe('Asked anthropic, openai at 2026-01-15 12:00 UTC: 2 accepted, 1 rejected. Not asked: venice.')
  })
})
