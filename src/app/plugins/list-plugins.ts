import { bundledPlugins } from '../../../plugins/index.js'
import type { Plugin } from '../../contract/index.js'
import { createMachine, type HostMachine } from '../../ports/machine.js'
import type { ListedPlugin, PluginsDocument } from '../../report/plugins-schema.js'
import { loadDoctorConfig } from '../doctor-config/find-config.js'
import { version } from '../package-root.js'
import { recordsFolder } from '../records-folder.js'
import { disabledPlugins } from './disabled.js'
import { findAll, withoutConflicts } from './find-plugins.js'
import type { FoundPlugin } from './found.js'
import { rightsOf } from './grant.js'
import { reservedBy } from './reserved.js'
import { copyOf } from './take-in.js'

/** A plugin of somebody else's as it is listed, and where its pages are. */
export interface KnownPlugin {
  readonly listed: ListedPlugin
  /** Null where it has no folder, or is rejected. */
  readonly packageFolder: string | null
}

/** Every plugin there is, from what their packages say: none of their code is run. */
export const listPlugins = async (
  config: string | undefined,
  cli: string,
  machine: HostMachine = createMachine(),
): Promise<PluginsDocument> => {
  const { probes } = machine
  const off = disabledPlugins(await loadDoctorConfig(probes, config))
  const others = await knownPlugins(off, cli, machine)
  return {
    folder: recordsFolder(probes),
    plugins: [...bundledPlugins.map((plugin) => bundled(plugin, off)), ...others.map(({ listed }) => listed)],
  }
}

/** Those of others, the ones that are turned off included. */
export const knownPlugins = async (
  off: readonly string[],
  cli: string,
  { probes }: HostMachine,
): Promise<readonly KnownPlugin[]> => {
  const found = await findAll(probes, { paths: [], cli })
  const isOff = ({ id }: FoundPlugin): boolean => off.includes(id)
  const on = withoutConflicts(
    found.filter((plugin) => !isOff(plugin)),
    reservedBy(bundledPlugins),
  )
  return [...on, ...found.filter(isOff)].map((plugin) => ({
    listed: listedOf(plugin, isOff(plugin)),
    packageFolder: plugin.reason === null ? plugin.packageFolder : null,
  }))
}

const listedOf = (plugin: FoundPlugin, isOff: boolean): ListedPlugin => {
  const { id, version, origin, reason, agreedAt, checks, declared, granted } = plugin
  const isRejected = reason !== null && !isOff
  const trust = isRejected ? 'rejected' : rightsOf(granted).length > 0 ? 'granted' : 'none'
  return {
    id,
    version,
    origin,
    trust,
    declared: copyOf(declared),
    granted: copyOf(granted),
    state: isOff ? 'off' : isRejected ? 'rejected' : 'on',
    reason: isRejected ? reason : null,
    agreedAt,
    checks: checks === null ? null : [...checks],
  }
}

const bundled = ({ id, checks }: Plugin, off: readonly string[]): ListedPlugin => ({
  id,
  version,
  origin: 'bundled',
  trust: 'bundled',
  declared: {},
  granted: {},
  state: off.includes(id) ? 'off' : 'on',
  reason: null,
  agreedAt: null,
  checks: checks.map((check) => check.id),
})
