import { randomBytes } from 'node:crypto'
import type { NewPair } from '../../auth/refresh/places.js'
import { previewChanges } from '../../fix/preview.js'
import type { Run } from '../open-run.js'
import { realStorePaths } from './read-stores.js'
import { serviceFor } from './refresh-profile.js'
import { noRefreshToken, notWritable } from './refusals.js'
import { type RefreshTarget, readSituation } from './situation.js'
import { changeFor } from './write-pair.js'

const HOUR_MS = 3_600_000
/** What the provider usually gives; only for a preview. */
const USUAL_LIFETIME_MS = 8 * HOUR_MS

/**
 * What a refresh would change, as a diff in which other secrets stand for the ones that only the provider knows. Asks
 * nobody, locks and writes nothing. Throws the {@link Refusal} that the refresh itself would.
 */
export const previewRefresh = async (
  run: Run,
  target: RefreshTarget,
  cli: string,
): Promise<{ readonly diff: string; readonly paths: readonly string[] }> => {
  serviceFor(target, run)
  const { fs, seal, now } = run.machine.probes
  const { base, places } = await readSituation(run, target, await realStorePaths(run))
  if (base.refresh === null || base.refresh.blank) throw noRefreshToken(target.profile, base.provider, cli)
  const unknown = (): string => randomBytes(16).toString('hex')
  const pair: NewPair = {
    access: seal(unknown(), base.access?.kind ?? 'opaque'),
    refresh: seal(unknown(), base.refresh.kind),
    expires: now() + USUAL_LIFETIME_MS,
    refreshExpires: null,
  }
  const parts: string[] = []
  for (const place of places) {
    const change = await changeFor(run, place, pair)
    if (typeof change === 'string') throw notWritable(change)
    const preview = change === null ? null : await previewChanges([change], fs, run.fixContext.mask)
    if (preview !== null && 'diff' in preview) parts.push(preview.diff)
  }
  return { diff: parts.join(''), paths: [...new Set(places.map(({ path }) => path))] }
}
