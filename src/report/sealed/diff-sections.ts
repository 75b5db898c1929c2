import { momentWords } from '../page/moments.js'
import { SEVERITY_WORDS } from '../severity-words.js'
import { isOfDomain, subjectWords } from '../subject-words.js'
import type { ReportDiff } from './diff-schema.js'
import type { Item, Section } from './section.js'

type Found = ReportDiff['findings']['new'][number]
type Persisting = ReportDiff['findings']['persisting'][number]
type FactChange = ReportDiff['facts'][number]
type FieldChange = ReportDiff['credentials'][number]['fields'][number]

const MOST_SHOWN = 5
const LONGEST_SHOWN = 80

/** What differs, for a person, what matters most first; parts in which nothing does are left out. */
export const diffSections = (diff: ReportDiff, verbose: boolean): readonly Section[] => {
  const { findings } = diff
  const sections = [
    counted('New findings', findings.new.map(foundItem)),
    counted(
      'Gone',
      findings.gone.map((found) => ({ ...foundItem(found), look: 'pass' as const })),
    ),
    counted('Still there', findings.persisting.map(persistingItem)),
    { title: 'Checks', items: diff.checks.map(checkItem) },
    { title: 'Credentials', items: diff.credentials.map(credentialItem) },
    { title: 'What is used', items: diff.choices.map(choiceItem) },
    {
      title: 'Versions',
      items: diff.versions.map(({ of, before, after }) => ({ text: `${of}: ${moved(before, after)}` })),
    },
    { title: 'Facts', items: diff.facts.map((fact) => factItem(fact, verbose)) },
  ]
  return sections.filter(({ items }) => items.length > 0)
}

const counted = (title: string, items: readonly Item[]): Section => ({
  title: `${title} (${items.length})`,
  items,
})

/** A finding in its own words, with its check and what it is about. */
export const foundItem = ({ severity, suppressed, what, check, subject }: Found): Item => ({
  look: suppressed ? 'skip' : severity,
  text: `${suppressed ? 'suppressed ' : ''}${SEVERITY_WORDS[severity]}: ${what}`,
  details: [isOfDomain(subject, check) ? check : `${check}, ${subjectWords(subject)}`],
})

export const persistingItem = ({ was, ...found }: Persisting): Item => {
  const item = foundItem(found)
  if (was === null) return item
  const before = `It was ${was.suppressed ? 'a suppressed' : 'an open'} ${SEVERITY_WORDS[was.severity]} before.`
  return { ...item, details: [...(item.details ?? []), before] }
}

const moved = (before: string | null, after: string | null): string =>
  before === null ? `${after} is new` : after === null ? `${before} is gone` : `${before} became ${after}`

const checkItem = ({ id, before, after }: ReportDiff['checks'][number]): Item => ({
  text: `${id}: ${moved(outcomeText(before), outcomeText(after))}`,
})

const outcomeText = (judged: ReportDiff['checks'][number]['before']): string | null =>
  judged === null ? null : `${judged.outcome}${judged.reason === null ? '' : ` (${judged.reason})`}`

const credentialItem = ({
  agent,
  provider,
  name,
  change,
  fields,
}: ReportDiff['credentials'][number]): Item => {
  const whose = agent === null ? '' : ` of agent ${agent}`
  const head = `${name}${whose}, for ${provider}`
  return change === 'changed'
    ? { text: head, details: fields.map(fieldWords) }
    : { text: `${head}: ${change === 'new' ? 'is new' : 'is gone'}` }
}

const FIELDS: Readonly<Record<Exclude<FieldChange['field'], 'secret'>, string>> = {
  type: 'type',
  state: 'state',
  issuedAt: 'issued at',
  expiresAt: 'end',
  refreshable: 'refreshable',
  lastUsedAt: 'last used',
  coolingUntil: 'cooling until',
}

const fieldWords = ({ field, before, after }: FieldChange): string => {
  if (field !== 'secret') return `${FIELDS[field]}: ${fieldText(before)} became ${fieldText(after)}`
  if (before === null) return `it has a token now: ${fieldText(after)}`
  return after === null
    ? 'its token is gone'
    : `its token was replaced: ${fieldText(before)} became ${fieldText(after)}`
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT/

const fieldText = (value: FieldChange['before']): string => {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = String(value)
  return ISO_TIME.test(text) ? momentWords(text) : text
}

const choiceItem = ({ agent, provider, before, after }: ReportDiff['choices'][number]): Item => ({
  text: `${provider}, agent ${agent}: ${moved(usedText(before), usedText(after))}`,
  details: after === null ? [] : [after.answer],
})

const usedText = (used: ReportDiff['choices'][number]['before']): string | null =>
  used === null ? null : (used.name ?? 'nothing usable')

const factItem = ({ id, before, after, changes, left }: FactChange, verbose: boolean): Item => {
  const shown = verbose ? changes : changes.slice(0, MOST_SHOWN)
  const more = changes.length - shown.length + left
  const status = moved(knownText(before), knownText(after))
  const isAsItWas = knownText(before) === knownText(after)
  return {
    text: isAsItWas ? id : `${id}: ${status}`,
    details: [
      ...shown.map(changeWords),
      ...(more === 0 ? [] : [`and ${more} more${verbose ? '' : '; --verbose shows up to 100'}`]),
    ],
  }
}

const knownText = (known: FactChange['before']): string | null =>
  known === null ? null : `${known.status}${known.reason === null ? '' : ` (${known.reason})`}`

const changeWords = ({ pointer, change, before, after }: FactChange['changes'][number]): string => {
  const place = pointer === '' ? 'its value' : pointer
  if (change === 'added') return `+ ${place}: ${valueText(after)}`
  if (change === 'removed') return `- ${place}: ${valueText(before)}`
  return `~ ${place}: ${valueText(before)} became ${valueText(after)}`
}

/** A value in one short line, a secret in it by its name. */
export const valueText = (value: FactChange['changes'][number]['before']): string => {
  const text = JSON.stringify(value, (_, inner) => inner?.$secret?.pseudonym ?? inner) ?? 'nothing'
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`
}
