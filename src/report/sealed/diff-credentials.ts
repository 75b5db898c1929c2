import { CREDENTIAL_FIELDS } from './credential-fields.js'
import type { ReportDiff } from './diff-schema.js'
import type { Naming } from './naming.js'
import { pairs } from './pairs.js'
import type { SealedChoice, SealedCredential, SealedReport } from './schema.js'

type CredentialChange = ReportDiff['credentials'][number]
type ChoiceChange = ReportDiff['choices'][number]

/** What became of each credential: a new one, one that is gone, a token that was replaced, an end that moved. */
export const diffCredentials = (
  before: SealedReport,
  after: SealedReport,
  naming: Naming,
): CredentialChange[] => {
  const keyOf = ({ agent, provider, via, name }: SealedCredential): string =>
    naming.comparable(JSON.stringify([agent, provider, via, name]))
  const { both, gone, added } = pairs(before.credentials, after.credentials, keyOf)
  const changed = both.flatMap(([was, is]) => {
    const fields = CREDENTIAL_FIELDS.filter((field) => isOther(was, is, field, naming))
    return fields.length === 0
      ? []
      : [
          told(
            is,
            'changed',
            fields.map((field) => ({ field, before: was[field], after: is[field] })),
          ),
        ]
  })
  return [
    ...added.map((credential) => told(credential, 'new')),
    ...gone.map((credential) => told(credential, 'gone')),
    ...changed,
  ]
}

/** Across cases, the name of a token says nothing but whether there is one. */
const isOther = (
  was: SealedCredential,
  is: SealedCredential,
  field: (typeof CREDENTIAL_FIELDS)[number],
  { sameCase }: Naming,
): boolean =>
  field === 'secret' && !sameCase ? (was.secret === null) !== (is.secret === null) : was[field] !== is[field]

const told = (
  { agent, provider, name, via }: SealedCredential,
  change: CredentialChange['change'],
  fields: CredentialChange['fields'] = [],
): CredentialChange => ({ agent, provider, name, via, change, fields })

/** Where an agent would use another credential for a provider. */
export const diffChoices = (before: SealedReport, after: SealedReport, naming: Naming): ChoiceChange[] => {
  const keyOf = ({ agent, provider }: SealedChoice): string =>
    naming.comparable(JSON.stringify([agent, provider]))
  const { both, gone, added } = pairs(before.choices, after.choices, keyOf)
  const changes = [
    ...both.map(([was, is]) => choiceChange(was, is)),
    ...added.map((is) => choiceChange(null, is)),
    ...gone.map((was) => choiceChange(was, null)),
  ]
  const text = (used: ChoiceChange['before']): string => naming.comparable(JSON.stringify(used))
  return changes.filter((change) => text(change.before) !== text(change.after))
}

const choiceChange = (was: SealedChoice | null, is: SealedChoice | null): ChoiceChange => {
  const { agent = '', provider = '' } = is ?? was ?? {}
  return { agent, provider, before: used(was), after: used(is) }
}

const used = (choice: SealedChoice | null): ChoiceChange['before'] => {
  if (choice === null) return null
  const { answer, trace, chosen } = choice
  return { answer, name: (chosen === null ? undefined : trace[chosen]?.name) ?? null }
}
