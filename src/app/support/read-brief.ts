import { decryptBy, isEncrypted, openArchive, Refused, readJson } from '../../archive/index.js'
import { type Brief, briefV1 } from '../../report/sealed/brief.js'

/** `reason` is one phrase about the report. */
export type ReadBrief = { readonly brief: Brief } | { readonly reason: string }

/**
 * Reads of a support report, or of a bare `report.json`, what is counted of many. `identity` is the text of the file by
 * which encrypted ones are decrypted; null where there is none. Never throws for what is in a report.
 */
export const readBrief = async (bytes: Uint8Array, identity: string | null): Promise<ReadBrief> => {
  try {
    const parsed = briefV1.safeParse(readJson(await reportJson(bytes, identity), 'report.json'))
    return parsed.success ? { brief: parsed.data } : { reason: 'its report.json is not as its schema says' }
  } catch (error) {
    if (error instanceof Refused) return { reason: error.message }
    throw error
  }
}

const OPENING = 0x7b

const reportJson = async (bytes: Uint8Array, identity: string | null): Promise<Uint8Array> => {
  if (isEncrypted(bytes)) return reportJson(await decrypted(bytes, identity), null)
  if (bytes[0] === OPENING) return bytes
  const opened = await openArchive(bytes)
  if (opened.state === 'refused') throw new Refused(opened.reason)
  const found = opened.entries.get('report.json')
  if (found === undefined) throw new Refused('it has no report.json')
  return found
}

const decrypted = async (bytes: Uint8Array, identity: string | null): Promise<Uint8Array> => {
  if (identity === null) throw new Refused('it is encrypted')
  const opened = await decryptBy(bytes, identity)
  if (opened.state !== 'ok') throw new Refused(opened.reason)
  return opened.bytes
}
