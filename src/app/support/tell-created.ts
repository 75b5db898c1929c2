import type { ReportCreated } from '../../report/report-create-schema.js'
import type { Assembled } from './assemble.js'
import type { KeptCase } from './keep-case.js'
import type { ReportSigner } from './signing-keys.js'
import type { WrittenReport } from './write-report.js'

export interface Created {
  readonly made: Assembled
  readonly written: WrittenReport | null
  readonly kept: KeptCase
  readonly signer: ReportSigner | null
  /** To how many it is encrypted. */
  readonly recipients: number
}

/** What was made, for whoever asked for it. */
export const tellCreated = (created: Created): ReportCreated => {
  const { made, written, kept, signer, recipients } = created
  const { report, host, leftOut = [] } = made.sealed
  const signaturePath = written?.signaturePath ?? null
  return {
    file: written?.path ?? null,
    bytes: written?.bytes ?? 0,
    case: { id: kept.id, isNew: kept.isNew, key: kept.key },
    host,
    status: report.summary.status,
    files: made.entries.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
    removed: countByRule(made.removals),
    leftOut,
    signature:
      signer === null || signaturePath === null
        ? null
        : { file: signaturePath, keyId: signer.keyId, publicKey: signer.publicKey },
    recipients,
    markdown: null,
    warnings: kept.warning === null ? [] : [kept.warning],
  }
}

const countByRule = (removals: Assembled['removals']): ReportCreated['removed'] => {
  const rules = new Map<string, { rule: string; count: number; bytes: number }>()
  for (const { rule, count, bytes } of removals) {
    const sum = rules.get(rule) ?? { rule, count: 0, bytes: 0 }
    rules.set(rule, { rule, count: sum.count + count, bytes: sum.bytes + bytes })
  }
  return [...rules.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1))
}
