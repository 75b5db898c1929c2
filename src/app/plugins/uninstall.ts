import { own } from '../../auth/mapping.js'
import { createMachine, type HostMachine } from '../../ports/machine.js'
import type { PluginChange } from '../../report/plugins-schema.js'
import { Refusal } from '../refusal.js'
import { changeConsents, usableConsents } from './change-consents.js'
import { removeOtherRoots } from './put-in-place.js'
import { copyOf } from './take-in.js'
import { unknownPlugin } from './unknown-plugin.js'
import { refused } from './workshop.js'

export interface UninstallOptions {
  readonly name: string
  readonly dryRun: boolean
  /** The name this program was called by. */
  readonly cli: string
  readonly machine?: HostMachine
}

/** Forgets what was agreed to, and removes what was installed; a linked folder stays as it is. Throws a {@link Refusal}. */
export const uninstallPlugin = async (options: UninstallOptions): Promise<PluginChange> => {
  const { name, dryRun, cli } = options
  const machine = options.machine ?? createMachine()
  const consents = await usableConsents(machine)
  const consent = own(consents, name)
  if (consent === undefined) throw unknownPlugin(name, consents, cli)
  if (!dryRun) {
    try {
      await changeConsents(machine, async (all) =>
        Object.fromEntries(Object.entries(all).filter(([each]) => each !== name)),
      )
    } catch (error) {
      throw refused(error)
    }
    await removeOtherRoots(machine, name, null).catch((error: Error) => {
      throw new Refusal(
        'NOT_REMOVED',
        `${name} is not used any more, but its folder could not be removed: ${error.message}.`,
        'Remove that folder by hand.',
      )
    })
  }
  const { version, granted } = consent
  const status = dryRun ? 'planned' : 'uninstalled'
  return { id: name, version, status, granted: copyOf(granted), reason: null, offer: null }
}
