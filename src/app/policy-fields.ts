import type { PolicedFinding, Returned } from '../engine/policy/policed.js'
import type { MessageSurroundings } from '../report/message.js'
import type { ReportFinding } from '../report/schema.js'

export interface PolicySurroundings extends MessageSurroundings {
  /** What `--config` named. */
  readonly named: string | undefined
}

type Fields = Pick<ReportFinding, 'fingerprint' | 'severityWas' | 'suppressed' | 'returned' | 'suppressWith'>

/** What the user's own rules make of a finding, and how they could have one about it. */
export const policyFields = (finding: PolicedFinding, { cli, named }: PolicySurroundings): Fields => {
  const { id, severityWas, suppressed, returned } = finding
  const config = named === undefined ? '' : ` --config ${JSON.stringify(named)}`
  return {
    fingerprint: id,
    ...(severityWas === undefined ? {} : { severityWas }),
    ...(suppressed === undefined ? {} : { suppressed }),
    ...(returned === undefined ? {} : { returned: { why: returned.why, note: noteOf(returned) } }),
    suppressWith: `${cli} doctor suppress ${id} --reason TEXT${config}`,
  }
}

const noteOf = (returned: Returned): string => {
  switch (returned.why) {
    case 'ended':
      return `Its suppression ended on ${returned.until}.`
    case 'changed':
      return 'It was suppressed for another state of things.'
    case 'not-comparable':
      return 'It was suppressed, but the key that tells whether it is still the same cannot be read.'
    case 'worse':
      return `The baseline knows it as ${returned.was === 'info' ? 'a note' : `a ${returned.was}`} only.`
  }
}
