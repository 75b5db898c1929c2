import type { Evidence } from '../../contract/index.js'
import type { ClaudeOverride } from './environment.js'

/** Where an override is set: its variable, or its place among all that were found for one that settings set. */
export const overrideEvidence = (
  { name, from }: ClaudeOverride,
  all: readonly ClaudeOverride[],
): Evidence => {
  if (from === 'environment') return { kind: 'environment', name }
  const index = all.findIndex((each) => each.name === name)
  return { kind: 'value', fact: 'claude/overrides', pointer: `/${index}/name`, value: name }
}
