import { bundledPlugins } from '../../../plugins/index.js'
import { trustedRegistry } from '../../engine/registry.js'
import { createMachine, type HostMachine } from '../../ports/machine.js'
import type { ListedPlugin } from '../../report/plugins-schema.js'
import { loadDoctorConfig } from '../doctor-config/find-config.js'
import { version } from '../package-root.js'
import { disabledPlugins } from './disabled.js'
import { type KnownPlugin, knownPlugins } from './list-plugins.js'

/** A check, or a plugin of which no check is known without starting it. */
export interface ListedCheck {
  /** Of a plugin without known checks, the plugin's own id. */
  readonly id: string
  readonly kind: 'check' | 'plugin'
  readonly title: string
  /** Null where it is known only when the plugin runs. */
  readonly severity: string | null
  readonly tags: readonly string[]
  readonly plugin: string
  readonly version: string | null
  readonly origin: ListedPlugin['origin']
  readonly trust: ListedPlugin['trust']
  readonly state: ListedPlugin['state']
  /** Why the plugin is rejected; null where it is not. */
  readonly reason: string | null
  /** What the plugin may. */
  readonly granted: ListedPlugin['granted']
  /** When the plugin was agreed to, ISO 8601; null where nobody was asked. */
  readonly time: string | null
}

/** Every check there is, those of others from what their packages say: nothing of them is started. */
export const listChecks = async (
  cli: string,
  machine: HostMachine = createMachine(),
): Promise<readonly ListedCheck[]> => {
  const off = disabledPlugins(await loadDoctorConfig(machine.probes, undefined))
  const others = await knownPlugins(off, cli, machine)
  return [...bundledChecks(off), ...others.flatMap(({ listed }) => checksOf(listed))]
}

const bundledChecks = (off: readonly string[]): readonly ListedCheck[] => {
  const owners = new Map(
    bundledPlugins.flatMap(({ id, checks }) => checks.map((check) => [check.id, id] as const)),
  )
  return [...trustedRegistry(bundledPlugins).checks.values()].map(({ id, title, severity, tags }) => {
    const plugin = owners.get(id) ?? id
    const state = off.includes(plugin) ? 'off' : 'on'
    const known = { id, kind: 'check', title, severity, tags, plugin, version, state } as const
    return { ...known, origin: 'bundled', trust: 'bundled', reason: null, granted: {}, time: null }
  })
}

const checksOf = (listed: ListedPlugin): readonly ListedCheck[] => {
  const { id: plugin, version, origin, trust, state, reason, granted, agreedAt, checks } = listed
  const told = {
    severity: null,
    tags: [],
    plugin,
    version,
    origin,
    trust,
    state,
    reason,
    granted,
    time: agreedAt,
  }
  if (state === 'rejected') return [{ ...told, id: plugin, kind: 'plugin', title: `Rejected: ${reason}` }]
  if (checks === null)
    return [{ ...told, id: plugin, kind: 'plugin', title: 'Its checks are known when it runs' }]
  return checks.map((id) => ({ ...told, id, kind: 'check', title: `A check of ${plugin}` }))
}

/** The plugin of somebody else that names a check; null for none. */
export const ownerOfCheck = async (
  check: string,
  cli: string,
  machine: HostMachine = createMachine(),
): Promise<KnownPlugin | null> => {
  const off = disabledPlugins(await loadDoctorConfig(machine.probes, undefined))
  const known = await knownPlugins(off, cli, machine)
  return (
    known.find(({ listed: { state, checks } }) => state !== 'rejected' && (checks ?? []).includes(check)) ??
    null
  )
}
