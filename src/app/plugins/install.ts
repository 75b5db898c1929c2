import { own } from '../../auth/mapping.js'
import { createMachine, type HostMachine } from '../../ports/machine.js'
import type { PluginChange } from '../../report/plugins-schema.js'
import { Refusal } from '../refusal.js'
import { usableConsents } from './change-consents.js'
import type { Consents } from './consents.js'
import { type FetchedPackage, fetchPackage, notTaken } from './fetch-package.js'
import { findAgreed } from './find-agreed.js'
import { describeFetched, offerOf } from './offer.js'
import { fillRoot, planRoot } from './prepare-root.js'
import { putInPlace } from './put-in-place.js'
import { readSource } from './source.js'
import { type Candidate, conflictWith, type TakeInOptions, takeIn } from './take-in.js'
import { inWorkshop, type Workshop } from './workshop.js'

export interface InstallOptions extends TakeInOptions {
  /** A package's name, with `@version` or without, a tarball, or a folder. */
  readonly spec: string
  readonly machine?: HostMachine
}

/**
 * Fetches a package, shows what it is and what it asks for, and installs it once that is agreed to. None of its code
 * runs. Throws a {@link Refusal}, with nothing changed.
 */
export const installPlugin = async (options: InstallOptions): Promise<PluginChange> => {
  const machine = options.machine ?? createMachine()
  const consents = await usableConsents(machine)
  const source = await readSource(machine.probes, options.spec)
  return inWorkshop(machine, options.dryRun, async (workshop) => {
    const fetched = await fetchPackage(workshop, source)
    const command = `plugins install ${options.spec}`
    const candidate = await candidateFor(workshop, fetched, { consents, command, done: 'installed' })
    const change = await takeIn(candidate, options)
    if (change !== null) return change
    throw new Refusal('NOT_AGREED', `${fetched.manifest.name} was not installed.`, null)
  })
}

/** A fetched package as something that can be agreed to. Throws a {@link Refusal} where no run would take it in. */
export const candidateFor = async (
  workshop: Workshop,
  fetched: FetchedPackage,
  {
    consents,
    command,
    done,
  }: { readonly consents: Consents; readonly command: string; readonly done: 'installed' | 'updated' },
): Promise<Candidate> => {
  const { manifest, about, source } = fetched
  const { name, version, checks, declared } = manifest
  const found = await findAgreed(workshop.probes)
  const plugin = { id: name, version, origin: 'installed', agreedAt: null, reason: null, folder: '' } as const
  const whole = { ...plugin, packageFolder: null, entry: '', checks, declared, granted: {} }
  const conflict = conflictWith(consents, found, whole)
  if (conflict !== null) throw notTaken(source.spec, conflict)
  const root = await workshop.folderFor('root')
  const companions = await planRoot(workshop, fetched, root)
  const before = own(consents, name) ?? null
  const offer = offerOf(manifest, about, before, await describeFetched(workshop, fetched, companions))
  const take: Candidate['take'] = async (granted) => {
    await fillRoot(workshop, fetched, root)
    await putInPlace(workshop, root, name, {
      version,
      integrity: fetched.integrity,
      origin: 'installed',
      source: source.spec,
      granted,
      agreedAt: new Date(workshop.probes.now()).toISOString(),
    })
  }
  return { offer, manifest, before, command, done, take }
}
