import { randomBytes } from 'node:crypto'
import { basename, resolve } from 'node:path'
import type { ArchiveEntry } from '../../archive/index.js'
import { isMapping } from '../../auth/mapping.js'
import { STANDARD_INPUT } from '../../ports/named-input.js'
import type { Probes } from '../../ports/types.js'
import type { ReportCreated } from '../../report/report-create-schema.js'
import type { SealedReport } from '../../report/sealed/schema.js'
import { openRun, type RunSurroundings } from '../open-run.js'
import { Refusal } from '../refusal.js'
import { assemble, LEDGER, MANIFEST, PAGE, REPORT } from './assemble.js'
import { caseFiles, readCase } from './cases/case-files.js'
import { type LoadedReport, loadReport } from './load-report.js'
import { nameFindings } from './name-findings.js'
import { openSealing, type Sealing } from './open-sealing.js'
import { outputPlace } from './output-place.js'
import { packReport } from './pack-report.js'
import { pageAssets } from './page-assets.js'
import { orRefuseSealing } from './sealing-refusal.js'
import { gatherSecrets } from './secret-sources.js'
import { tellCreated } from './tell-created.js'
import { writeReport } from './write-report.js'

export interface RedactRequest extends RunSurroundings {
  readonly path: string
  readonly identity: string | null
  readonly output: string | undefined
  readonly force: boolean
}

/**
 * Takes out of a report what today's rules find in it, and writes it as a new one. The names that it has stay. On a machine
 * that has the key of its case, every secret that is known there is looked for as well. Throws a {@link Refusal}.
 */
export const redactReport = async (request: RedactRequest): Promise<ReportCreated> => {
  const run = openRun({ sync: false }, request)
  const { probes } = run.machine
  const loaded = await loadReport(request.path, { identity: request.identity })
  const path = await outputPlace({ ...request, name: redactedName(request.path) }, probes, {})
  await expectOther(request.path, path, probes.fs)
  const { id } = loaded.sealed.case
  const kept = await readCase(run.machine, id)
  const assets = await pageAssets()
  const { parts, more, secrets } = await orRefuseSealing(async () => {
    const sealing = await openSealing(
      run,
      // Whoever is sent a report has no key. What is found then gets names that nobody can trace back.
      { id, key: kept?.key ?? randomBytes(32), isNew: false, keep: async () => {} },
      { secrets: kept === null ? [] : await gatherSecrets(run), already: namesIn(loaded) },
    )
    return { ...resealed(loaded, sealing), secrets: sealing.secrets() }
  })
  const made = assemble(
    { ...parts, assets },
    new Set([...(loaded.entries.has(PAGE) || loaded.manifest === null ? [] : [PAGE]), ...absentFrom(loaded)]),
  )
  const packed = await packReport(made, assets, secrets)
  const written = await writeReport(packed, { path, about: made.sealed, signer: null, encryptTo: [] })
  const key = kept === null ? null : caseFiles(probes, id).key
  return tellCreated({
    made: { ...made, removals: more },
    written,
    kept: { id, isNew: false, key, warning: null },
    signer: null,
    recipients: 0,
  })
}

/** A bare `report.json` lists the files of its archive, and has none of them. */
const absentFrom = ({ sealed, entries }: LoadedReport): readonly string[] =>
  sealed.included.flatMap(({ name }) => (entries.has(name) ? [] : [name]))

/** The report that was there before stays, whatever it is called. Throws a {@link Refusal} where it would be replaced. */
const expectOther = async (input: string, output: string, fs: Probes['fs']): Promise<void> => {
  if (input === STANDARD_INPUT) return
  const [from, to] = await Promise.all([fs.stat(resolve(input)), fs.stat(output)])
  if (from.state !== 'ok' || to.state !== 'ok' || from.realPath !== to.realPath) return
  throw new Refusal(
    'BAD_FLAG',
    `The report cannot go to ${output}: that is the report it is made from.`,
    'Name another file.',
  )
}

const redactedName = (path: string): string =>
  path === '-'
    ? 'report-redacted.tar.gz'
    : `${basename(path).replace(/(?:\.tar\.gz|\.tgz|\.json)?(?:\.age)?$/, '')}-redacted.tar.gz`

/** Every name that stands for something in a report. */
const namesIn = ({ sealed, redactions }: LoadedReport): readonly string[] => [
  sealed.host,
  ...(redactions?.removals ?? []).map(({ name }) => name),
  ...secretNames(sealed.facts),
]

/** As a case names secrets. Those of white space alone are in no ledger: nothing of them was taken out. */
const CASE_NAME = /^\[[a-z][a-z0-9-]{0,39} [\da-f]{12}\]$/

const secretNames = (node: unknown): readonly string[] => {
  if (typeof node !== 'object' || node === null) return []
  const { $secret } = node as { readonly $secret?: unknown }
  const name = isMapping($secret) ? $secret.pseudonym : undefined
  return typeof name === 'string' && CASE_NAME.test(name) ? [name] : Object.values(node).flatMap(secretNames)
}

const OWN: ReadonlySet<string> = new Set([REPORT, PAGE, LEDGER, MANIFEST])

const resealed = ({ sealed, entries, redactions }: LoadedReport, { sealer }: Sealing) => {
  const { sealedVersion, case: ofCase, createdAt, host, ...rest } = sealed
  const document = sealer.document(rest, REPORT) as typeof rest
  const again: SealedReport = {
    sealedVersion,
    case: ofCase,
    createdAt,
    host,
    ...document,
    report: nameFindings(document.report, ofCase.findingKey, (id) => id),
  }
  const files = [...entries].flatMap(([name, bytes]): ArchiveEntry[] =>
    OWN.has(name)
      ? []
      : [{ name, bytes: Buffer.from(sealer.text(Buffer.from(bytes).toString('utf8'), name)) }],
  )
  const more = sealer.removals()
  const removals = [...(redactions?.removals ?? []), ...more]
  return { parts: { sealed: again, removals, files }, more }
}
