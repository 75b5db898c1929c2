import { type ArchiveEntry, makeManifest, packArchive } from '../../src/archive/index.js'
import type { Manifest } from '../../src/report/sealed/manifest-schema.js'
import type { Redactions } from '../../src/report/sealed/redactions-schema.js'
import type { SealedReport } from '../../src/report/sealed/schema.js'
import { sealedExample } from './sealed-example.js'

export interface Archived {
  readonly sealed?: unknown
  readonly redactions?: unknown
  readonly info?: Partial<Record<keyof Manifest, unknown>>
  readonly more?: readonly ArchiveEntry[]
}

const json = (name: string, value: unknown): ArchiveEntry => ({
  name,
  bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
})

const REDACTIONS: Redactions = {
  redactionsVersion: 1,
  removals: [
    { file: 'report.json', place: '/host', rule: 'host', name: '[host 7a90e5b1d3c2]', bytes: 6, count: 1 },
  ],
}

const infoOf = ({ case: { id }, createdAt }: SealedReport): Omit<Manifest, 'files' | 'manifestVersion'> => ({
  case: id,
  createdAt,
  tool: { name: 'clawdbot-doctor', version: '0.1.0' },
  node: 'v20.19.0',
  plugins: [],
  checks: [],
})

/** The example of a sealed report as the file that a support engineer gets. Any part of it may be another. */
export const archivedExample = async (over: Archived = {}): Promise<Buffer> => {
  const example = sealedExample()
  const { more = [] } = over
  const entries = [
    json('report.json', over.sealed ?? example),
    json('redactions.json', over.redactions ?? REDACTIONS),
    ...more,
    ...(over.sealed === undefined ? example.included : []).flatMap(({ name }) =>
      more.some((each) => each.name === name) ? [] : [{ name, bytes: Buffer.from('a line\n') }],
    ),
  ]
  const manifest = makeManifest(entries, { ...infoOf(example), ...over.info })
  return packArchive([...entries, json('manifest.json', manifest)], {
    mtimeMs: Date.parse(example.createdAt),
  })
}
