/** What is asked of a plugin, in the order in which it is told. */
export const CONFORMANCE_RULES = {
  definition: 'the definition holds to the contract',
  listed: 'the package names it, and no other',
  docs: 'it has a page',
  example: 'what is found is what the example says',
  messages: 'every message is reached by an example',
  prose: 'every message reads well',
  pure: 'the same facts give the same findings, whatever the time and chance',
  'key-order': 'the order of keys in facts changes no finding',
  rights: 'it asks for nothing but what its package declares',
  deadline: 'it is done within its time',
  'fix-mends': 'the finding is gone when the fix is made',
  'fix-settles': 'a second time nothing is changed',
  'fix-undone': 'undo puts every byte back',
  'fix-touches': 'only what the facts in touches read is changed',
  secrets: 'no secret is shown',
} as const

/** A rule's id, a key of {@link CONFORMANCE_RULES}. */
export type ConformanceRule = keyof typeof CONFORMANCE_RULES

/** Whether one rule holds for one part of a plugin. */
export interface ConformanceRow {
  readonly rule: ConformanceRule
  /** An id of a check, fact or fix, or the name of an example; the plugin's id where it is about all of it. */
  readonly subject: string
  readonly ok: boolean
  /** What is wrong; null where nothing is. */
  readonly detail: string | null
}

export const rowOf = (rule: ConformanceRule, subject: string, faults: readonly string[]): ConformanceRow => ({
  rule,
  subject,
  ok: faults.length === 0,
  detail: faults.length === 0 ? null : [...new Set(faults)].join('; '),
})
