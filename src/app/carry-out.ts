import type { AnyFact, Change } from '../contract/index.js'
import { applyStep } from '../fix/apply.js'
import { pathsOf } from '../fix/kinds.js'
import { previewChanges } from '../fix/preview.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

/** A change that somebody asked for by name, rather than one that mends a finding. */
export interface Deed {
  /** Stable, for the journal, e.g. `auth/paste-token`. */
  readonly id: string
  readonly subject: string
  /** How it is refused where another program does not give a lock back in time. */
  readonly locked?: { readonly code: string; readonly hint: string }
  /** Facts that are collected again before `plan` and `verify` look at them. */
  readonly touches: readonly AnyFact[]
  /** What to change, over facts that are fresh: asked again where another program was faster. May refuse. */
  plan(): Promise<readonly Change[]>
  /** Called when all is written, before it is final: why it does not hold good, or null. */
  verify(): Promise<string | null>
}

export interface CarriedOut {
  readonly status: 'done' | 'unchanged' | 'planned'
  readonly paths: readonly string[]
  /** What `--dry-run` shows: a unified diff with secrets as pseudonyms. */
  readonly diff: string | null
  /** What is to be said although it was done: that its lock was lost meanwhile. */
  readonly warning: string | null
}

/** Every other writer can be faster once or twice; the lock is the wait between two attempts. */
const ATTEMPTS = 25

/**
 * Plans, journals, applies and verifies; with `--dry-run` only shows. Throws a {@link Refusal}, with everything as
 * it was, where that was not possible.
 */
export const carryOut = async (run: Run, deed: Deed): Promise<CarriedOut> => {
  const { machine, fixContext } = run
  for (let attempt = 1; ; attempt++) {
    const changes = await deed.plan()
    const paths = pathsOf(changes)
    const forget = (): void => run.facts.forget(deed.touches, paths)
    if (changes.length === 0) return { status: 'unchanged', paths, diff: null, warning: null }
    if (run.settings.dryRun) {
      const preview = await previewChanges(changes, machine.probes.fs, fixContext.mask)
      if ('diff' in preview) return { status: 'planned', paths, diff: preview.diff, warning: null }
      if (attempt === ATTEMPTS) throw busy(preview.differs)
      forget()
      continue
    }
    const verify = (): Promise<string | null> => {
      forget()
      return deed.verify()
    }
    const applied = await applyStep(
      { fix: deed.id, subject: deed.subject, changes, verify },
      machine,
      fixContext.journal,
    )
    forget()
    if (applied.status === 'applied')
      return { status: 'done', paths, diff: null, warning: applied.reason ?? null }
    if (applied.status !== 'outdated') {
      const told = applied.isLocked ? deed.locked : undefined
      const { code, hint } = told ?? { code: 'NOT_WRITTEN', hint: null }
      throw new Refusal(code, `Nothing was changed: ${applied.reason}.`, hint)
    }
    if (attempt === ATTEMPTS) throw busy(applied.reason)
  }
}

const busy = (reason: string): Refusal =>
  new Refusal(
    'CHANGED_MEANWHILE',
    `Nothing was changed: ${reason}.`,
    'Another program keeps changing it. Try again.',
  )
