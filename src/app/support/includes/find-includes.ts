import type { PolicedRun } from '../../open-policed-run.js'
import { configFiles } from './config-files.js'
import { type FoundFile, INCLUDE_KINDS, type IncludeKind } from './included-file.js'
import { logFiles } from './log-files.js'
import { sessionFiles } from './session-files.js'
import { unitFiles } from './unit-files.js'

const SOURCES: Readonly<Record<IncludeKind, (opened: PolicedRun) => Promise<readonly FoundFile[]>>> = {
  logs: logFiles,
  config: configFiles,
  sessions: sessionFiles,
  units: unitFiles,
}

/** Every file of these kinds that there is, also one that cannot be read; in one order whatever was asked for first. */
export const findIncludes = async (
  opened: PolicedRun,
  kinds: readonly IncludeKind[],
): Promise<readonly FoundFile[]> => {
  const found = await Promise.all(
    INCLUDE_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => SOURCES[kind](opened)),
  )
  return found.flat()
}
