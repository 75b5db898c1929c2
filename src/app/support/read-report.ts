import { z } from 'zod'
import { openArchive, Refused, readJson } from '../../archive/index.js'
import { type Manifest, manifestV1 } from '../../report/sealed/manifest-schema.js'
import { type Redactions, redactionsV1 } from '../../report/sealed/redactions-schema.js'
import { type SealedReport, sealedReportV1 } from '../../report/sealed/schema.js'
import { shownText } from '../plugins/printable-text.js'

/** A support report as it was read, every part of it as its schema says. */
export interface LoadedReport {
  readonly sealed: SealedReport
  /** The files of the archive by name; of a bare `report.json`, that one alone. */
  readonly entries: ReadonlyMap<string, Uint8Array>
  /** Null where only a bare `report.json` was read. */
  readonly manifest: Manifest | null
  /** Null where only a bare `report.json` was read. */
  readonly redactions: Redactions | null
}

/** `reason` is one phrase about the report. */
export type ReadReport =
  | { readonly state: 'ok'; readonly report: LoadedReport }
  | { readonly state: 'refused'; readonly reason: string }

const REPORT = 'report.json'

/** Reads a support report, or a bare `report.json`, that may come from anybody. Writes and runs nothing; never throws. */
export const readReport = async (bytes: Uint8Array): Promise<ReadReport> => {
  try {
    const [first] = Buffer.from(bytes.subarray(0, 64)).toString('latin1').trimStart()
    return { state: 'ok', report: first === '{' ? bareReport(bytes) : await archivedReport(bytes) }
  } catch (error) {
    if (error instanceof Refused) return { state: 'refused', reason: error.message }
    throw error
  }
}

const bareReport = (bytes: Uint8Array): LoadedReport => {
  const entries = new Map([[REPORT, bytes]])
  const sealed = parsed(entries, REPORT, sealedReportV1, 'sealedVersion')
  return { sealed, entries, manifest: null, redactions: null }
}

const archivedReport = async (bytes: Uint8Array): Promise<LoadedReport> => {
  const opened = await openArchive(bytes)
  if (opened.state === 'refused') throw new Refused(opened.reason)
  const { entries } = opened
  const manifest = parsed(entries, 'manifest.json', manifestV1, 'manifestVersion')
  const redactions = parsed(entries, 'redactions.json', redactionsV1, 'redactionsVersion')
  const sealed = parsed(entries, REPORT, sealedReportV1, 'sealedVersion')
  if (manifest.case !== sealed.case.id)
    throw new Refused('its report.json and its manifest.json are of two cases')
  expectIncluded(sealed, entries)
  return { sealed, entries, manifest, redactions }
}

const INCLUDED = 'included/'

/** What the report says is beside it has to be there, and nothing else. */
const expectIncluded = ({ included }: SealedReport, entries: LoadedReport['entries']): void => {
  const listed = new Set(included.map(({ name }) => name))
  for (const name of listed)
    if (!name.startsWith(INCLUDED) || !entries.has(name))
      throw new Refused(`its report.json lists ${shownText(name)}, which is not among its files`)
  for (const name of entries.keys())
    if (name.startsWith(INCLUDED) && !listed.has(name))
      throw new Refused(`its report.json does not list ${shownText(name)}, which is among its files`)
}

const parsed = <Schema extends z.ZodType>(
  entries: LoadedReport['entries'],
  name: string,
  schema: Schema,
  version: string,
): z.infer<Schema> => {
  const bytes = entries.get(name)
  if (bytes === undefined) throw new Refused(`it has no ${name}`)
  const value = readJson(bytes, name)
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  if (isOfLater(value, version)) throw new Refused(`its ${name} was made by a later version of this program`)
  const at = error.issues[0]?.path.map(String).join('/') ?? ''
  throw new Refused(`its ${name} is not as its schema says, at /${shownText(at)}`)
}

const isOfLater = (value: unknown, field: string): boolean =>
  z.looseObject({ [field]: z.int().min(2) }).safeParse(value).success
