import type { Risk, Severity } from '../contract/index.js'
import { labelled, titleLine } from './block.js'
import { shortPath } from './message.js'
import type { ReportChange } from './schema.js'
import type { Style } from './style.js'
import { isOfDomain, subjectWords } from './subject-words.js'
import { changeLine, changeWords } from './text-changes.js'

/** A plan that a person is asked about. */
export interface PlanToShow {
  readonly check: string
  readonly subject: string
  readonly severity: Severity
  /** What is wrong. */
  readonly what: string
  /** What would be done, as an instruction. */
  readonly title: string
  readonly risk: Risk
  readonly paths: readonly string[]
  /** A unified diff with secrets as pseudonyms. */
  readonly diff: string
  readonly enterMeans: boolean
  readonly home: string
}

const RISKS: Readonly<Record<Risk, string>> = {
  automatic: 'none: it copies a login.',
  safe: 'low: nothing that is in use is lost, and it can be undone.',
  review: 'have a look first: it changes what the bot uses or how it runs. It can be undone.',
  destructive: 'high: what it removes may be wanted again.',
}

/** What is wrong, what would be done about it, how risky that is, where it would be done, and what may be answered. */
export const planText = (plan: PlanToShow, style: Style): string => {
  const { check, subject, severity, what, title, risk, paths, enterMeans, home } = plan
  const about = isOfDomain(subject, check) ? '' : ` (${subjectWords(subject)})`
  return [
    titleLine(style, severity, what),
    labelled(style, 'fix', `${title}${about}.`),
    labelled(style, 'risk', RISKS[risk]),
    ...paths.map((path) => labelled(style, 'file', shortPath(path, home))),
    labelled(
      style,
      'keys',
      `y yes, n no, a all of this kind (this fix, wherever it helps), d show the diff, q quit. Enter means ${enterMeans ? 'yes' : 'no'}.`,
    ),
  ].join('\n')
}

type Done = Pick<ReportChange, 'title' | 'subject' | 'check' | 'status'> & { readonly reason?: string }

/** What became of a plan that was agreed to, and how to take it back. */
export const doneText = (
  done: Done,
  { style, cli, home }: { readonly style: Style; readonly cli: string; readonly home: string },
): string => {
  const { good, text } = changeWords({ ...done, reason: done.reason ?? null }, home, cli)
  const isDone = done.status === 'applied'
  return changeLine(style, good, isDone ? `${text}. To take it back: \`${cli} doctor undo\`` : text)
}
