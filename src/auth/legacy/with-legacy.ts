import type { Value } from '../../contract/index.js'
import { isMapping } from '../mapping.js'
import { type ImportStore, judgeLegacy, type LegacyFile } from './judge-legacy.js'

/**
 * A store that is about to be made, with what an agent's older files still hold put in first. Clawdbot reads those
 * files only while there is no store: making one without them would hide them from the bot.
 */
export const withLegacy = <S extends ImportStore>(
  initial: Value,
  agent: string,
  files: readonly LegacyFile[],
  stores: readonly S[],
): Value => {
  if (!isMapping(initial) || !isMapping(initial.profiles)) return initial
  const older = judgeLegacy(files, stores)
    .filter(({ store }) => store.agent.id === agent)
    .flatMap(({ fresh }) => fresh.map(({ id, value }): readonly [string, Value] => [id, value]))
  return { ...initial, profiles: { ...Object.fromEntries(older), ...initial.profiles } } as Value
}
