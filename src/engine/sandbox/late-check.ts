import type { AnyCheck, AnyFact, OptionsSchema } from '../../contract/index.js'
import { AWAY, type AwayAnswer, type AwayCheck } from './away.js'
import { NOT_CALLED, needsOf } from './away-parts.js'
import { LIMITS } from './limits.js'
import type { Definition } from './protocol.js'

/** What a check needs to know of its plugin as soon as that is loaded. */
export interface LoadedCheck {
  readonly described: Definition['checks'][number]
  readonly number: number
  readonly facts: readonly AnyFact[]
  readonly fixes: ReadonlySet<string>
}

export interface LateCheckOptions {
  readonly id: string
  readonly plugin: string
  /** Null until its plugin is loaded. */
  readonly loaded: () => LoadedCheck | null
  ready(): Promise<string | null>
  evaluate(check: number, values: unknown, options: unknown, limitMs: number): Promise<AwayAnswer>
  done(): void
}

/** The check's own schema is where its code is: what the user has set is handed on as it is. */
const HANDED_ON: OptionsSchema<unknown> = {
  '~standard': { version: 1, vendor: 'clawdbot-doctor', validate: (value: unknown) => ({ value }) },
}

/** A check of which nothing but its id is known until its plugin's process has told the rest. */
export const lateCheck = ({ id, plugin, loaded, ...run }: LateCheckOptions): AnyCheck & AwayCheck => {
  const told = () => loaded()?.described
  const factAt = (number: number): AnyFact => {
    const fact = loaded()?.facts[number]
    if (fact === undefined) throw new RangeError('there is no such fact')
    return fact
  }
  return {
    id,
    get title() {
      return told()?.title ?? id
    },
    get docsUrl() {
      return told()?.docsUrl ?? ''
    },
    get severity() {
      return told()?.severity ?? 'error'
    },
    get tags() {
      return told()?.tags ?? []
    },
    get messages() {
      return told()?.messages ?? {}
    },
    get volatile() {
      return told()?.volatile ?? []
    },
    get needs() {
      return needsOf(told()?.needs ?? [], factAt)
    },
    options: HANDED_ON,
    evaluate: NOT_CALLED,
    [AWAY]: {
      ready: run.ready,
      evaluate: (values, options, limitMs) => run.evaluate(loaded()?.number ?? -1, values, options, limitMs),
      faultOf: (findings) => faultOf(findings, loaded()?.fixes ?? new Set(), plugin),
      done: run.done,
    },
  }
}

const faultOf = (
  findings: readonly { readonly fixes?: readonly string[] }[],
  own: ReadonlySet<string>,
  plugin: string,
): string | null => {
  if (findings.length > LIMITS.findings)
    return `it returned ${findings.length} findings; more than ${LIMITS.findings} are not taken`
  const foreign = findings.flatMap(({ fixes = [] }) => fixes).find((fix) => !own.has(fix))
  return foreign === undefined ? null : `it names the fix ${foreign}, which is none of ${plugin}'s`
}
