import type { PolicedFinding, Returned } from '../engine/policy/policed.js'
import type { MessageSurroundings } from '../report/message.js'
import type { ReportFinding } from '../report/schema.js'

/** What a finding may be there by: a command about it has to say the same. */
export interface AskedForFinding {
  readonly config?: string | undefined
  readonly online?: boolean | undefined
  readonly warnWithinMs?: number | undefined
}

export interface PolicySurroundings extends MessageSurroundings {
  readonly asked: AskedForFinding
}

type Fields = Pick<ReportFinding, 'fingerprint' | 'severityWas' | 'suppressed' | 'returned' | 'suppressWith'>

/** What the user's own rules make of a finding, and how they could have one about it. */
export const policyFields = (finding: PolicedFinding, { cli, asked }: PolicySurroundings): Fields => {
  const { id, severityWas, suppressed, returned } = finding
  return {
    fingerprint: id,
    ...(severityWas === undefined ? {} : { severityWas }),
    ...(suppressed === undefined ? {} : { suppressed }),
    ...(returned === undefined ? {} : { returned: { why: returned.why, note: noteOf(returned) } }),
    suppressWith: `${cli} doctor suppress ${id} --reason TEXT${flagsOf(asked)}`,
  }
}

const flagsOf = ({ config, online, warnWithinMs }: AskedForFinding): string =>
  [
    config === undefined ? '' : ` --config ${JSON.stringify(config)}`,
    online === true ? ' --online' : '',
    warnWithinMs === undefined ? '' : ` --warn-within ${spanOf(warnWithinMs)}`,
  ].join('')

const spanOf = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`)

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
