import type { Risk } from '../contract/index.js'

/** What the run was asked for, as far as it decides who may change what. */
export interface ConsentContext {
  readonly fix: boolean
  readonly yes: boolean
  readonly force: boolean
  readonly dryRun: boolean
  /** False with `--no-sync`. */
  readonly automatic: boolean
  /** Whether somebody is there to be asked. */
  readonly terminal: boolean
}

/**
 * `apply` it; `ask`, with the answer that Enter gives; `preview` what would be done; `offer` it for a run with
 * `--fix`; `withhold` it for want of a terminal or `--yes`; `name` it, and how to have it done.
 */
export type Consent =
  | { readonly decision: 'apply' }
  | { readonly decision: 'preview' }
  | { readonly decision: 'offer' | 'withhold' | 'name' }
  | { readonly decision: 'ask'; readonly enterMeans: boolean }

/** The one consent policy: who may change what without being asked, and who is asked. */
export const consentFor = (risk: Risk, context: ConsentContext): Consent => {
  if (risk === 'automatic') {
    if (!context.automatic) return { decision: 'offer' }
    return { decision: context.dryRun ? 'preview' : 'apply' }
  }
  if (risk === 'destructive' && !(context.fix && context.yes && context.force)) return { decision: 'name' }
  if (context.dryRun) return { decision: 'preview' }
  if (!context.fix) return { decision: 'offer' }
  if (context.yes) return { decision: 'apply' }
  if (context.terminal) return { decision: 'ask', enterMeans: risk === 'safe' }
  return { decision: risk === 'safe' ? 'apply' : 'withhold' }
}
