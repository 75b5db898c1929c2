import { printableLines } from '../formats/printable-report.js'
import { momentWords } from '../page/moments.js'
import { unjudgedSentence, verdictOf } from '../page/verdict.js'
import type { SignName } from '../style.js'
import { renderText } from '../text.js'
import type { TextOptions } from '../text-options.js'
import { wrap } from '../wrap.js'
import type { SealedReport } from './schema.js'
import { type Item, type Section, sectionText } from './section.js'

/** A file of the archive, and how large it is. */
export interface ShownEntry {
  readonly name: string
  readonly bytes: number
}

/** A support report for a person: its cause first, what was found as the doctor tells it, and what else it holds. */
export const showText = (
  report: SealedReport,
  entries: readonly ShownEntry[],
  options: TextOptions,
): string => {
  const sealed = printableLines(report)
  const { style } = options
  const sections = [credentialSection(sealed), choiceSection(sealed), archiveSection(sealed, entries)]
  const blocks = [
    [headOf(sealed), verdictLine(sealed)].map((line) => wrap(line, style.width, '')).join('\n'),
    renderText(sealed.report, options).trimEnd(),
    ...sections.filter(({ items }) => items.length > 0).map((section) => sectionText(section, style)),
  ]
  return `${blocks.join('\n\n')}\n`
}

const headOf = ({ case: { id }, host, createdAt, report: { tool, run } }: SealedReport): string =>
  `Report of ${host} (${run.platform}, Node ${run.node}), case ${id}, made at ${momentWords(createdAt)} by ${tool.name} ${tool.version}.`

const verdictLine = ({ report }: SealedReport): string => {
  const { cause, words } = verdictOf(report)
  return cause === null ? `${unjudgedSentence(report)}.` : `${words}. First to look at: ${cause.finding.what}`
}

type Credential = SealedReport['credentials'][number]

const LOOKS: Readonly<Record<Credential['state'], SignName>> = {
  ok: 'pass',
  static: 'pass',
  expiring: 'warning',
  expired: 'error',
  missing: 'skip',
}

const credentialSection = ({ credentials }: SealedReport): Section => ({
  title: 'Credentials',
  items: credentials.map((credential): Item => {
    const { name, agent, provider, type, state, secret } = credential
    const whose = agent === null ? '' : `, agent ${agent}`
    const what = [provider, type, secret].filter((part) => part !== null).join(', ')
    return { look: LOOKS[state], text: `${name}${whose}: ${lifeWords(credential)} (${what})` }
  }),
})

const lifeWords = ({ state, expiresAt, refreshable, coolingUntil }: Credential): string => {
  const end =
    expiresAt === null ? '' : `${state === 'expired' ? ' since' : ' until'} ${momentWords(expiresAt)}`
  const renews = refreshable ? ', renews itself' : ''
  const cools = coolingUntil === null ? '' : `, cools until ${momentWords(coolingUntil)}`
  return `${state === 'static' ? 'has no end' : state}${end}${renews}${cools}`
}

const choiceSection = ({ choices }: SealedReport): Section => ({
  title: 'What is used',
  items: choices.map(({ agent, provider, chosen, trace, answer, shadowed }): Item => {
    const used = chosen === null ? undefined : trace[chosen]
    return {
      look: used === undefined ? 'skip' : 'pass',
      text: `${provider}, agent ${agent}: ${used?.name ?? 'nothing usable'}`,
      details: [answer, ...(shadowed === null ? [] : [`It shadows ${shadowed.join(', ')}.`])],
    }
  }),
})

const archiveSection = (
  { facts, checkSettings, included, plugins }: SealedReport,
  entries: readonly ShownEntry[],
): Section => ({
  title: 'In the archive',
  items: [
    { text: `${facts.length} facts: ${facts.map(({ id }) => id).join(', ')}` },
    {
      text: `plugins: ${plugins.map(({ id, version }) => (version === null ? id : `${id} ${version}`)).join(', ')}`,
    },
    ...(Object.keys(checkSettings).length === 0
      ? []
      : [{ text: `settings of ${Object.keys(checkSettings).join(', ')}` }]),
    ...entries.map(({ name, bytes }) => ({ text: `${name}, ${sizeWords(bytes)}${ofWhich(name, included)}` })),
  ],
})

const ofWhich = (name: string, included: SealedReport['included']): string => {
  const found = included.find((each) => each.name === name)
  return found === undefined ? '' : `: ${found.cut ? 'the end of ' : ''}${found.path}`
}

const KIB = 1024

const sizeWords = (bytes: number): string =>
  bytes < KIB
    ? `${bytes} bytes`
    : bytes < KIB * KIB
      ? `${Math.ceil(bytes / KIB)} KiB`
      : `${Math.ceil(bytes / KIB / KIB)} MiB`
