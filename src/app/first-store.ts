import { legacy } from '../../plugins/clawdbot/facts/legacy.js'
import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import { withLegacy } from '../auth/legacy/with-legacy.js'
import type { Value } from '../contract/index.js'
import type { Run } from './open-run.js'

/** What the first store of an agent holds: what was asked for, and what Clawdbot would read in its place so far. */
export const firstStore = async (
  run: Run,
  stores: readonly AgentStore[],
  agent: string,
  asked: Value,
): Promise<Value> => {
  const older = await run.facts.outcome(legacy)
  return older.status === 'ok' ? withLegacy(asked, agent, older.value.files, stores) : asked
}
