import type { SealedReport } from '../../sealed/schema.js'
import { Refused } from './refused.js'
import { sealedReportOf } from './sealed-report.js'
import { fileInTar, gunzip } from './unpack.js'

const MiB = 1024 * 1024
const MOST = { packed: 64 * MiB, unpacked: 128 * MiB, json: 64 * MiB } as const

/**
 * The report in a file that somebody dropped: an archive, a `report.json`, or a page like this one. Nothing of the file
 * is run or taken for markup. Throws {@link Refused} for everything else.
 */
export const readReportFile = async (file: Blob): Promise<SealedReport> => {
  if (file.size > MOST.packed) throw new Refused('It is larger than any report.')
  const start = new Uint8Array(await file.slice(0, 32).arrayBuffer())
  const isPacked = start[0] === 0x1f && start[1] === 0x8b
  if (isPacked) return parsed(utf8(fileInTar(await gunzip(file, MOST.unpacked), 'report.json')))
  const text = utf8(new Uint8Array(await file.arrayBuffer()))
  if (text.startsWith('age-encryption.org') || text.startsWith('-----BEGIN AGE'))
    throw new Refused('It is encrypted. Decrypt it first.')
  return parsed(text.trimStart().startsWith('<') ? dataOf(text) : text)
}

const utf8 = (bytes: Uint8Array): string => {
  if (bytes.length > MOST.json) throw new Refused('It is larger than any report.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refused('It is no support report: it is not text.')
  }
}

const parsed = (text: string): SealedReport => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refused('It is no support report: it is not JSON.')
  }
  return sealedReportOf(value)
}

/** The data of such a page. No `<` is left in it: its end is the next one. */
const dataOf = (html: string): string => {
  const [, data] = /<script type="application\/json" id="report-data">([^<]*)<\/script>/.exec(html) ?? []
  if (data === undefined) throw new Refused('It is a page, and not that of a support report.')
  return data
}
