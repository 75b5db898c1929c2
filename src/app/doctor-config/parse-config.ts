import type { DoctorConfig } from '../../report/doctor-config-schema.js'
import { repeatedKey } from './position.js'
import { type ConfigText, notExpected, notJson, repeated, unknownName, wrongThere } from './refuse-config.js'

/**
 * Reads the text of a `clawdbot.doctor.json`. Throws a {@link Refusal} that names the first thing that is wrong with
 * it: where, which key, what was expected.
 */
export const parseDoctorConfig = async (source: ConfigText): Promise<DoctorConfig> => {
  const { path, text } = source
  const [{ locateParseError, readData }, { doctorConfigV1, keysAt }] = await Promise.all([
    // Loaded only here: most machines have no such file.
    import('../../fix/edit-json-locate.js'),
    import('../../report/doctor-config-schema.js'),
  ])
  const fault = locateParseError(text, 'json5')
  if (fault !== null) throw notJson(path, fault, fault.reason)
  const twice = repeatedKey(text)
  if (twice !== null) throw repeated(path, twice.path, twice.position)
  const read = doctorConfigV1.safeParse(readData(text, 'json5'))
  const [issue] = read.error?.issues ?? []
  if (issue !== undefined) {
    const at = issue.path.map(String)
    if (issue.code !== 'unrecognized_keys') throw notExpected(source, at, issue.message)
    const [key = ''] = issue.keys
    const known = keysAt(at)
    throw unknownName(source, [...at, key], key, { what: 'there is no such setting', known, isKey: true })
  }
  const config = read.data ?? {}
  for (const [index, { fingerprint, check, messageId, subject }] of (config.suppressions ?? []).entries()) {
    if (fingerprint !== undefined || check !== undefined) continue
    const tooWide = messageId !== undefined || subject !== undefined ? ', besides what it has,' : ''
    throw wrongThere(
      source,
      ['suppressions', String(index)],
      `it needs${tooWide} a "fingerprint" or a "check".`,
    )
  }
  return config
}
