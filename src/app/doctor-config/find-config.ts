import { configPath, expandUserPath, type Place, pathOf } from '../../auth/paths.js'
import type { ReadResult } from '../../contract/index.js'
import type { Probes } from '../../ports/types.js'
import type { DoctorConfig } from '../../report/doctor-config-schema.js'
import { Refusal } from '../refusal.js'
import type { ConfigText } from './refuse-config.js'

/** The user's settings for the doctor, and the file they are from. */
export interface LoadedConfig extends ConfigText {
  /** Of the file's bytes. */
  readonly sha256: string
  readonly config: DoctorConfig
  /** Whether `--config` named the file. */
  readonly isNamed: boolean
}

/** Beside Clawdbot's own config, unless it is named. */
export const doctorConfigPath = (place: Place, named: string | undefined): string =>
  named === undefined
    ? pathOf(place.platform).join(pathOf(place.platform).dirname(configPath(place)), 'clawdbot.doctor.json')
    : expandUserPath(place, named)

/**
 * The settings; null where there is no file and none was named, or where it `mayBeMade`. Throws a {@link Refusal} for
 * one that cannot be read or holds something unknown: settings that are passed over would make the report wrong.
 */
export const loadDoctorConfig = async (
  probes: Probes,
  named: string | undefined,
  mayBeMade = false,
): Promise<LoadedConfig | null> => {
  const path = doctorConfigPath(probes, named)
  const found = await probes.fs.readText(path)
  if (found.state === 'absent' && (named === undefined || mayBeMade)) return null
  if (found.state !== 'ok')
    throw new Refusal('BAD_DOCTOR_CONFIG', `${path}: ${whyNot(found)}.`, HINTS[found.state])
  const { text, sha256 } = found
  // Most machines have no such file, and need not wait for what reads one.
  const { parseDoctorConfig } = await import('./parse-config.js')
  const source = { path, text }
  return { ...source, sha256, config: await parseDoctorConfig(source), isNamed: named !== undefined }
}

type NotRead = Exclude<ReadResult, { state: 'ok' }>

const whyNot = (found: NotRead): string => {
  switch (found.state) {
    case 'absent':
      return 'there is no such file'
    case 'dangling-link':
      return `it is a link to ${found.target}, which is not there`
    case 'denied':
      return 'it may not be read by this user'
    case 'folder':
      return 'it is a folder'
    case 'not-text':
      return 'it is not text'
    case 'failed':
      return `it could not be read: ${found.reason}`
  }
}

const CREATE = 'Check the path that --config names.'
const MEND = 'It holds the settings of the doctor. Mend it or move it away, then run this again.'

const HINTS: Readonly<Record<NotRead['state'], string>> = {
  absent: CREATE,
  'dangling-link': MEND,
  denied: MEND,
  folder: MEND,
  'not-text': MEND,
  failed: MEND,
}
