import { createHmac } from 'node:crypto'
import { bundledPlugins } from '../../../plugins/index.js'
import type { Capabilities } from '../../contract/index.js'
import type { OpenRegistry } from '../../engine/registry.js'
import { createMachine } from '../../ports/machine.js'
import { markOf } from '../../report/sealed/revive.js'
import type { SealedReport } from '../../report/sealed/schema.js'
import { type AdmittedPlugins, admitPlugins } from '../admit-plugins.js'
import { findNamed } from '../plugins/find-named.js'
import { withoutConflicts } from '../plugins/find-plugins.js'
import type { FoundPlugin } from '../plugins/found.js'
import { reservedBy } from '../plugins/reserved.js'
import { createSandboxHost } from '../sandbox-host.js'
import { DEFAULT_SETTINGS } from '../settings.js'

/**
 * Takes the plugins that `--plugin` names into a registry, each in a process of its own. They have no rights here but to
 * facts of the report. Throws a {@link Refusal} for a path that is not there.
 */
export const admitForReplay = async (
  paths: readonly string[],
  registry: OpenRegistry,
  sealed: SealedReport,
): Promise<AdmittedPlugins | null> => {
  if (paths.length === 0) return null
  const machine = createMachine()
  const reserved = reservedBy(bundledPlugins)
  const named = await Promise.all([...new Set(paths)].map((path) => findNamed(machine.probes, path)))
  const found = withoutConflicts(named, reserved)
  for (const { id, reason } of found) if (reason !== null) registry.rejected.push({ id, reason })
  const host = {
    ...createSandboxHost(machine, DEFAULT_SETTINGS),
    // Nothing is left of a report's secrets but what tells them apart.
    printOf: (secret: Parameters<typeof markOf>[0], key: string) =>
      createHmac('sha256', key).update(markOf(secret)).digest('hex'),
  }
  const fit = found.filter(({ reason }) => reason === null)
  const plugins = admitPlugins(
    fit.map((plugin) => ({ ...plugin, granted: grantedFor(plugin, sealed) })),
    registry,
    host,
    reserved.domains,
  )
  await plugins.load(() => true)
  return plugins
}

/**
 * The facts that it had where the report was made, so that it judges as it did there. One that was not there, or was
 * another version, has all those that it asks for: a report was made to be read, and holds no secret.
 */
const grantedFor = ({ id, version, declared }: FoundPlugin, { report }: SealedReport): Capabilities => {
  const then = (report.plugins ?? []).find((plugin) => plugin.id === id && plugin.version === version)
  const { facts = [] } = then?.granted ?? declared
  return { facts: facts.filter((fact) => declared.facts?.includes(fact)) }
}
