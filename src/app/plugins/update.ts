import { own } from '../../auth/mapping.js'
import { createMachine, type HostMachine } from '../../ports/machine.js'
import type { PluginChange } from '../../report/plugins-schema.js'
import { Refusal } from '../refusal.js'
import { usableConsents } from './change-consents.js'
import type { Consent, Consents } from './consents.js'
import { fetchPackage } from './fetch-package.js'
import { findAll } from './find-plugins.js'
import { candidateFor } from './install.js'
import { readSource } from './source.js'
import { copyOf, type TakeInOptions, takeIn } from './take-in.js'
import { unknownPlugin } from './unknown-plugin.js'
import { inWorkshop, type Workshop } from './workshop.js'

export interface UpdateOptions extends TakeInOptions {
  /** All that are installed where it is empty. */
  readonly names: readonly string[]
  readonly machine?: HostMachine
}

/**
 * Fetches installed plugins again from where they came from, shows what is new, and asks. One that cannot be had does
 * not stop the others. Throws a {@link Refusal} for a name that is not there, or is linked.
 */
export const updatePlugins = async (options: UpdateOptions): Promise<readonly PluginChange[]> => {
  const machine = options.machine ?? createMachine()
  const consents = await usableConsents(machine)
  const wanted = [...new Set(options.names)].map((name): readonly [string, Consent] => {
    const consent = own(consents, name)
    if (consent === undefined) throw unknownPlugin(name, consents, options.cli)
    if (consent.origin === 'linked')
      throw new Refusal(
        'LINKED',
        `${name} is linked: its folder is used as it is.`,
        `To agree to another version of it, run \`${options.cli} plugins link ${consent.folder}\`.`,
      )
    return [name, consent]
  })
  const all = Object.entries(consents).filter(([, { origin }]) => origin === 'installed')
  const chosen = options.names.length > 0 ? wanted : all
  if (chosen.length === 0) return []
  const changes: PluginChange[] = []
  for (const [name, consent] of chosen)
    changes.push(
      await inWorkshop(machine, options.dryRun, (workshop) =>
        updateOne(workshop, name, { consent, consents }, options),
      ).catch((error) => failedChange(name, consent, error)),
    )
  return changes
}

const updateOne = async (
  workshop: Workshop,
  name: string,
  { consent, consents }: { readonly consent: Consent; readonly consents: Consents },
  options: UpdateOptions,
): Promise<PluginChange> => {
  const { version, granted, source } = consent
  const fetched = await fetchPackage(workshop, await readSource(workshop.probes, source))
  const same = { id: name, version, granted: copyOf(granted), reason: null, offer: null }
  if (fetched.manifest.name !== name)
    throw new Refusal('NO_PLUGIN', `${source} is ${fetched.manifest.name} now.`, null)
  if (fetched.integrity === consent.integrity && (await isWhole(workshop, name)))
    return { ...same, status: 'unchanged' }
  const command = `plugins update ${name}`
  const candidate = await candidateFor(workshop, fetched, { consents, command, done: 'updated' })
  return (await takeIn(candidate, options)) ?? { ...same, status: 'kept', offer: candidate.offer }
}

/** False where what is installed is no longer what was agreed to: then the same bytes are worth installing again. */
const isWhole = async ({ probes }: Workshop, name: string): Promise<boolean> =>
  (await findAll(probes, { paths: [] })).some(({ id, reason }) => id === name && reason === null)

const failedChange = (name: string, { version, granted }: Consent, error: unknown): PluginChange => {
  // A question that nobody answers, and a wish to stop, are about the whole run.
  const isOfTheRun = error instanceof Refusal && ENDING.has(error.code)
  if (!(error instanceof Refusal) || isOfTheRun) throw error
  return { id: name, version, status: 'failed', granted: copyOf(granted), reason: error.message, offer: null }
}

const ENDING = new Set(['CONSENT_NEEDED', 'INTERRUPTED', 'BAD_FLAG'])
