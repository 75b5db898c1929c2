import { bundledPlugins } from '../../../plugins/index.js'
import type { Capabilities } from '../../contract/index.js'
import { offerText } from '../../report/plugin-offer-text.js'
import type { PluginChange, PluginOffer } from '../../report/plugins-schema.js'
import { printErr } from '../output.js'
import { Refusal } from '../refusal.js'
import { errorStyle } from '../style.js'
import { type AskConsent, type ConsentFlags, grantedByFlags } from './agree.js'
import type { Consent, Consents } from './consents.js'
import { withoutConflicts } from './find-plugins.js'
import type { FoundPlugin } from './found.js'
import { inBoth } from './grant.js'
import type { Manifest } from './manifest.js'
import { reservedBy } from './reserved.js'

export interface TakeInOptions {
  /** The name this program was called by. */
  readonly cli: string
  readonly dryRun: boolean
  readonly flags: ConsentFlags
  /** Null where nobody is there to be asked. */
  readonly ask: AskConsent | null
}

/** A plugin that could be taken in, and how that is done once it is agreed to. */
export interface Candidate {
  readonly offer: PluginOffer
  readonly manifest: Manifest
  readonly before: Consent | null
  /** The words that ask for it, without flags. */
  readonly command: string
  readonly done: 'installed' | 'linked' | 'updated'
  take(granted: Capabilities): Promise<void>
}

/**
 * Shows a plugin, gets the user's consent, and takes it in; null where the answer was no. Throws a {@link Refusal}, with
 * nothing changed, where nobody can be asked and no flag answers.
 */
export const takeIn = async (candidate: Candidate, options: TakeInOptions): Promise<PluginChange | null> => {
  const { offer, manifest, before } = candidate
  const { declared } = manifest
  const { cli, dryRun, flags, ask } = options
  const told = { id: offer.id, version: offer.version, reason: null, offer }
  const byFlags = grantedByFlags(flags, declared)
  if (dryRun) {
    printErr(`${offerText(offer, errorStyle())}\n`)
    return { ...told, status: 'planned', granted: copyOf(byFlags ?? {}) }
  }
  if (byFlags === null && ask === null)
    throw new Refusal(
      'CONSENT_NEEDED',
      `${offer.id} ${offer.version} was not taken in: nobody is there to agree to what it asks for.`,
      `Run \`${cli} ${candidate.command} --dry-run\` to see that, then again with --yes, or with --grant none for no rights.`,
    )
  // What is given by flags is shown too: whoever reads the log sees what was let in.
  if (byFlags !== null) printErr(`${offerText(offer, errorStyle())}\n\n`)
  const granted = byFlags ?? (await ask?.({ offer, declared, before: before?.granted ?? null })) ?? null
  if (granted === null) return null
  await candidate.take(granted)
  return { ...told, status: candidate.done, granted: copyOf(inBoth(declared, granted)) }
}

export const copyOf = (capabilities: Capabilities): PluginChange['granted'] =>
  Object.fromEntries(Object.entries(capabilities).map(([kind, items]) => [kind, [...items]]))

/** Why a plugin would be rejected at every run, beside those that are there already; null where it would not. */
export const conflictWith = (
  consents: Consents,
  found: readonly FoundPlugin[],
  plugin: FoundPlugin,
): string | null => {
  const others = found.filter(({ id }) => id !== plugin.id && Object.hasOwn(consents, id))
  return withoutConflicts([...others, plugin], reservedBy(bundledPlugins)).at(-1)?.reason ?? null
}
