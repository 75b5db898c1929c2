import { parseJson5 } from '../../json/parse.js'
import { repeatedKey } from '../../json/position.js'
import { type DoctorConfig, doctorConfigV1, keysAt } from '../../report/doctor-config-schema.js'
import { type ConfigText, notExpected, notJson, repeated, unknownName, wrongThere } from './refuse-config.js'

/**
 * Reads the text of a `clawdbot.doctor.json`. Throws a {@link Refusal} that names the first thing that is wrong with
 * it: where, which key, what was expected.
 */
export const parseDoctorConfig = (source: ConfigText): DoctorConfig => {
  const { path, text } = source
  const parsed = parseJson5(text)
  if (parsed.state !== 'ok') throw notJson(path, parsed)
  const twice = repeatedKey(text)
  if (twice !== null) throw repeated(path, twice.path, twice.position)
  const read = doctorConfigV1.safeParse(parsed.value)
  const issues = read.error?.issues ?? []
  // A key that is misspelt is the reason why another one is missing.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
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
