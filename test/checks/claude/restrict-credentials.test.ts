import { describe, expect, it } from 'vitest'
import { restrictCredentials } from '../../../plugins/claude-code/fixes.js'
import type { Data } from '../../../src/contract/index.js'

const planFor = (data: Data) =>
  restrictCredentials.plan(
    {},
    { check: 'claude/credentials', messageId: 'tooOpen', subject: 'claude/credentials:file', data },
  )

describe('claude/restrict-credentials', () => {
  it('changes the mode that was found to the one that is wanted', () => {
    expect(planFor({ path: '/h/.credentials.json', mode: 0o644, wanted: 0o600 })).toEqual([
      { op: 'chmod', path: '/h/.credentials.json', before: 0o644, after: 0o600 },
    ])
  })

  it.each<[string, Data]>([
    ['no path', { mode: 0o644, wanted: 0o600 }],
    ['no mode', { path: '/h/file', wanted: 0o600 }],
    ['no wanted mode', { path: '/h/file', mode: 0o644 }],
    ['a wanted mode that lets others in', { path: '/h/file', mode: 0o600, wanted: 0o640 }],
  ])('refuses a finding with %s', (_, data) => {
    expect(planFor(data)).toHaveProperty('refuse')
  })
})
