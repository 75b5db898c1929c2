import type { ArchiveEntry } from '../../archive/index.js'
import type { Probes } from '../../ports/types.js'
import { findSurvivors } from '../../redact/sealing/index.js'
import type { ReportCreated } from '../../report/report-create-schema.js'
import { summaryMarkdown } from '../../report/sealed/summary-markdown.js'
import { inPolicedRun, type PolicedRun } from '../open-policed-run.js'
import { assemble, type Parts } from './assemble.js'
import { type OpenCase, openCase } from './cases/open-case.js'
import { describeMachine } from './describe-machine.js'
import { findIncludes } from './includes/find-includes.js'
import type { IncludeKind } from './includes/included-file.js'
import { sealIncludes } from './includes/seal-includes.js'
import { keepOpenCase } from './keep-case.js'
import { asLookOnly, type LookOptions, lookAround } from './look-around.js'
import { openSealing, type Sealing } from './open-sealing.js'
import { outputPlace } from './output-place.js'
import { expectNoSurvivors, packReport } from './pack-report.js'
import { pageAssets } from './page-assets.js'
import { reportName } from './report-name.js'
import { sealReport } from './seal-report.js'
import { orRefuseSealing } from './sealing-refusal.js'
import { gatherSecrets } from './secret-sources.js'
import { reportSigner } from './signing-keys.js'
import { tellCreated } from './tell-created.js'
import { writeReport } from './write-report.js'

/**
 * Shows what is to be sent, as it would be without some of its files, and returns the names of those that are to stay
 * out. Throws where it is not to be sent.
 */
export type Review = (
  without: (dropped: ReadonlySet<string>) => readonly ArchiveEntry[],
) => Promise<ReadonlySet<string>>

export interface CreateRequest extends LookOptions {
  readonly case: string | undefined
  readonly include: readonly IncludeKind[]
  readonly output: string | undefined
  readonly force: boolean
  readonly sign: boolean
  /** `age1…` each. */
  readonly encryptTo: readonly string[]
  /** Undefined where nobody wants to see it first. */
  readonly review?: Review | undefined
}

/**
 * Looks at the machine, and writes what it found as a report that anybody may see. Nothing is changed but the case's own
 * files. Throws a {@link Refusal} where it cannot be made; then there is no file.
 */
export const createReport = (request: CreateRequest, cli: string): Promise<ReportCreated> =>
  inPolicedRun(asLookOnly(request), cli, async (opened) => {
    const { probes } = opened.run.machine
    const ofCase = await openCase(opened.run.machine, request.case)
    const name = reportName(ofCase.id, probes.now(), request.encryptTo.length > 0 ? '.tar.gz.age' : '.tar.gz')
    const path = await outputPlace({ output: request.output, name, force: request.force }, probes, request)
    const signer = request.sign ? await reportSigner(probes) : null
    const { parts, sealing } = await sealedParts(opened, ofCase, request, cli)
    const shown = { ...parts, ...(signer === null ? {} : { signer }) }
    const dropped = await request.review?.((names) => assemble(shown, names).entries)
    const made = assemble(shown, dropped)
    const packed = await packReport(made, parts.assets, sealing.secrets())
    const kept = await keepOpenCase(opened.run.machine, sealing)
    const { encryptTo } = request
    const written = await writeReport(packed, { path, about: made.sealed, signer, encryptTo })
    return tellCreated({ made, written, kept, signer, recipients: encryptTo.length })
  })

/** What the summary for an issue is made from, and where it goes. */
export type SummaryRequest = Omit<CreateRequest, 'include' | 'sign' | 'encryptTo' | 'review'>

/** The same as {@link createReport} in some sixty lines; a file only where one is named. */
export const createSummary = (request: SummaryRequest, cli: string): Promise<ReportCreated> =>
  inPolicedRun(asLookOnly(request), cli, async (opened) => {
    const { machine } = opened.run
    const ofCase = await openCase(machine, request.case)
    const path = request.output === undefined ? null : await summaryPlace(request, ofCase.id, machine.probes)
    const { parts, sealing } = await sealedParts(opened, ofCase, { ...request, include: [] }, cli)
    const markdown = summaryMarkdown(parts.sealed)
    const bytes = Buffer.from(markdown)
    expectNoSurvivors(findSurvivors([{ name: 'the summary', bytes }], sealing.secrets()))
    const kept = await keepOpenCase(machine, sealing)
    const about = { path: path ?? '', about: parts.sealed, signer: null, encryptTo: [] }
    const written = path === null ? null : await writeReport(bytes, about)
    const made = { entries: [], sealed: parts.sealed, removals: parts.removals }
    return { ...tellCreated({ made, written, kept, signer: null, recipients: 0 }), markdown }
  })

const summaryPlace = (request: SummaryRequest, caseId: string, probes: Probes): Promise<string> => {
  const name = reportName(caseId, probes.now(), '.md')
  return outputPlace({ output: request.output, name, force: request.force }, probes, request)
}

const sealedParts = async (
  opened: PolicedRun,
  ofCase: OpenCase,
  request: Pick<CreateRequest, 'include'> & LookOptions,
  cli: string,
): Promise<{ readonly parts: Parts; readonly sealing: Sealing }> => {
  const { run } = opened
  const assets = await pageAssets()
  const look = await lookAround(opened, request, cli)
  const unsealed = await describeMachine(look, cli)
  const found = await findIncludes(opened, request.include)
  return orRefuseSealing(async () => {
    const sealing = await openSealing(run, ofCase, { secrets: await gatherSecrets(run) })
    const includes = sealIncludes(found, sealing.sealer)
    const { sealed, removals } = sealReport(unsealed, includes, run, sealing)
    return { parts: { sealed, removals: [...removals], files: includes.entries, assets }, sealing }
  })
}
