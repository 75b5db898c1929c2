import { tokenKind } from '../../auth/token-kind.js'
import type { Removal } from '../../redact/sealing/index.js'
import type { SealedReport } from '../../report/sealed/schema.js'
import type { Run } from '../open-run.js'
import { declaredRemovals } from './declared-removals.js'
import type { Unsealed } from './describe-machine.js'
import type { SealedIncludes } from './includes/seal-includes.js'
import { nameFindings } from './name-findings.js'
import { nameSecrets } from './name-secrets.js'
import type { Sealing } from './open-sealing.js'

/** A report that anybody may see, and the ledger of what was taken out of it and its files. */
export interface SealedMachine {
  readonly sealed: SealedReport
  readonly removals: readonly Removal[]
}

const REPORT = 'report.json'

/** Takes out of a report all that tells a secret, a person or a place. Throws `SealingFailed`. */
export const sealReport = (
  unsealed: Unsealed,
  { included, leftOut }: Pick<SealedIncludes, 'included' | 'leftOut'>,
  run: Run,
  { case: ofCase, names, sealer, host }: Sealing,
): SealedMachine => {
  const { id, key } = ofCase
  const known = run.machine.known()
  const named = nameSecrets(unsealed, { known, names, key })
  const document = sealer.document(named, REPORT) as Unsealed
  const sealed: SealedReport = {
    sealedVersion: 1,
    case: { id, findingKey: names.findingKey },
    createdAt: document.report.run.startedAt,
    host,
    ...document,
    report: nameFindings(document.report, names.findingKey),
    included,
    ...(leftOut.length === 0 ? {} : { leftOut }),
  }
  const bytesOf = new Map(
    known.map(({ text }) => [names.secretName(text, tokenKind(text)), Buffer.byteLength(text)]),
  )
  return { sealed, removals: [...sealer.removals(), ...declaredRemovals(sealed.facts, bytesOf)] }
}
