import { bundledPlugins } from '../../../plugins/index.js'
import { type ArchiveEntry, makeManifest } from '../../archive/index.js'
import type { PageAssets } from '../../report/page/render-page.js'
import { renderPage } from '../../report/page/render-page.js'
import { type Manifest, manifestV1 } from '../../report/sealed/manifest-schema.js'
import type { Redactions } from '../../report/sealed/redactions-schema.js'
import type { SealedReport } from '../../report/sealed/schema.js'

/** What a report is put together from; all of it is sealed. */
export interface Parts {
  readonly sealed: SealedReport
  readonly removals: Redactions['removals']
  /** Files beside the report itself. */
  readonly files: readonly ArchiveEntry[]
  readonly assets: PageAssets
  readonly signer?: Manifest['signer']
}

export const REPORT = 'report.json'
export const PAGE = 'report.html'
export const LEDGER = 'redactions.json'
export const MANIFEST = 'manifest.json'

/** Why a file that somebody took out is not there. */
const DROPPED = 'it was taken out before this was sent'

/** A report that is ready to be packed, and what it says in its files. */
export interface Assembled extends Pick<Parts, 'sealed' | 'removals'> {
  /** In the order in which they are to be read. */
  readonly entries: readonly ArchiveEntry[]
}

/** Puts a report together without the files of these names. */
export const assemble = (
  { sealed: whole, removals: all, files, assets, signer }: Parts,
  dropped: ReadonlySet<string> = new Set(),
): Assembled => {
  const sealed = withoutFiles(whole, dropped)
  const removals = all.filter(({ file }) => !dropped.has(file))
  const redactions: Redactions = { redactionsVersion: 1, removals }
  const page = dropped.has(PAGE)
    ? []
    : [{ name: PAGE, bytes: Buffer.from(renderPage(sealed, assets, { redactions })) }]
  const entries = [
    { name: REPORT, bytes: json(sealed) },
    ...page,
    { name: LEDGER, bytes: json(redactions) },
    ...files.filter(({ name }) => !dropped.has(name)),
  ]
  const info = { ...manifestInfo(sealed), ...(signer === undefined ? {} : { signer }) }
  // Nothing goes in that its schema does not name: where the key lies is for nobody else.
  const manifest = { name: MANIFEST, bytes: json(manifestV1.parse(makeManifest(entries, info))) }
  return { entries: [...entries, manifest], sealed, removals }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

const withoutFiles = (sealed: SealedReport, dropped: ReadonlySet<string>): SealedReport => {
  const gone = sealed.included.filter(({ name }) => dropped.has(name))
  if (gone.length === 0) return sealed
  return {
    ...sealed,
    included: sealed.included.filter((each) => !gone.includes(each)),
    leftOut: [...(sealed.leftOut ?? []), ...gone.map(({ path }) => ({ path, reason: DROPPED }))],
  }
}

const manifestInfo = (sealed: SealedReport): Omit<Manifest, 'manifestVersion' | 'files'> => {
  const { report, plugins } = sealed
  const versions = new Map(plugins.map(({ id, version }) => [id, version]))
  return {
    case: sealed.case.id,
    createdAt: sealed.createdAt,
    tool: report.tool,
    node: report.run.node,
    plugins: plugins.map(({ id, version }) => ({ id, version })),
    checks: report.checks.map(({ id }) => {
      const plugin = pluginOf(id, report.plugins ?? [])
      return { id, plugin, version: versions.get(plugin) ?? null }
    }),
  }
}

const pluginOf = (check: string, outside: NonNullable<SealedReport['report']['plugins']>): string =>
  outside.find(({ checks }) => checks.includes(check))?.id ??
  bundledPlugins.find(({ checks }) => checks.some(({ id }) => id === check))?.id ??
  'unknown'
