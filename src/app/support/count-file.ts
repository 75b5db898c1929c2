import { decryptBy, isEncrypted, openArchive, Refused, readJson } from '../../archive/index.js'
import { briefV1, type Counted, countedOf } from '../../report/sealed/brief.js'
import { shownText } from '../plugins/printable-text.js'
import { Refusal } from '../refusal.js'
import { reportBytes } from './load-report.js'

/** `reason` is one phrase about the report, or a sentence where its file cannot be read at all. */
export type CountedFile = { readonly counted: Counted } | { readonly reason: string }

/**
 * What a file adds to a summary. `identity` is the text of the file by which encrypted reports are decrypted; null where
 * there is none. Never throws: one file that fails in a way nobody thought of must not cost the counts of all others.
 */
export const countFile = async (file: string, identity: string | null): Promise<CountedFile> => {
  try {
    return await countBytes(await reportBytes(file), identity)
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.message }
    return {
      reason: `it cannot be counted: ${shownText(error instanceof Error ? error.message : String(error))}`,
    }
  }
}

const countBytes = async (bytes: Uint8Array, identity: string | null): Promise<CountedFile> => {
  try {
    const parsed = briefV1.safeParse(readJson(await reportJson(bytes, identity), 'report.json'))
    return parsed.success
      ? { counted: countedOf(parsed.data) }
      : { reason: 'its report.json is not as its schema says' }
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
