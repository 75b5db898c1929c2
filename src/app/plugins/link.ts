import { join } from 'node:path'
import { own } from '../../auth/mapping.js'
import { expandUserPath } from '../../auth/paths.js'
import { createMachine, type HostMachine } from '../../ports/machine.js'
import type { PluginChange } from '../../report/plugins-schema.js'
import { Refusal } from '../refusal.js'
import { aboutPackage } from './about-package.js'
import { changeConsents, usableConsents } from './change-consents.js'
import type { Consent } from './consents.js'
import { notTaken } from './fetch-package.js'
import { findAgreed } from './find-agreed.js'
import { offerOf } from './offer.js'
import { installedFolder } from './places.js'
import { removeOtherRoots } from './put-in-place.js'
import { readPackage } from './read-package.js'
import { conflictWith, type TakeInOptions, takeIn } from './take-in.js'
import { refused } from './workshop.js'

export interface LinkOptions extends TakeInOptions {
  /** The folder of a package, which stays where it is. */
  readonly path: string
  readonly machine?: HostMachine
}

/**
 * Takes in a package where it lies, once what it asks for is agreed to: the rights belong to that folder and version.
 * Throws a {@link Refusal}, with nothing changed.
 */
export const linkPlugin = async (options: LinkOptions): Promise<PluginChange> => {
  const machine = options.machine ?? createMachine()
  const { probes, writer } = machine
  const consents = await usableConsents(machine)
  const path = expandUserPath(probes, options.path)
  const read = await readPackage(probes, path)
  if (read.state !== 'ok') throw notTaken(options.path, read.reason)
  const { manifest, folder, entry } = read
  const { name, version, checks, declared } = manifest
  const found = { id: name, version, origin: 'linked', agreedAt: null, reason: null, folder } as const
  const plugin = { ...found, packageFolder: folder, entry, checks, declared, granted: {} }
  const conflict = conflictWith(consents, await findAgreed(probes), plugin)
  if (conflict !== null) throw notTaken(options.path, conflict)
  const before = own(consents, name) ?? null
  const text = await probes.fs.readText(join(folder, 'package.json'))
  const about = aboutPackage(text.state === 'ok' ? text.text : '{}')
  const offer = offerOf(manifest, about, before, {
    source: `${folder}, which stays where it is`,
    publisher: null,
    integrity: null,
    size: null,
    files: null,
    companions: null,
    scripts: [...about.scripts],
  })
  const take = async (granted: Consent['granted']): Promise<void> => {
    const agreedAt = new Date(probes.now()).toISOString()
    const consent = {
      version,
      integrity: null,
      origin: 'linked',
      source: folder,
      folder,
      granted,
      agreedAt,
    } as const
    try {
      await writer.makeFolder(installedFolder(probes))
      await changeConsents(machine, async (all) => ({ ...all, [name]: consent }))
    } catch (error) {
      throw refused(error)
    }
    // Of an installed one of that name: nobody goes by it any more.
    await removeOtherRoots(machine, name, consent).catch(() => undefined)
  }
  const command = `plugins link ${options.path}`
  const change = await takeIn({ offer, manifest, before, command, done: 'linked', take }, options)
  if (change !== null) return change
  throw new Refusal('NOT_AGREED', `${name} was not linked.`, null)
}
