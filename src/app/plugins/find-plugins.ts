import type { OutsidePlugin, PluginOrigin } from '../../engine/sandbox/outside-plugin.js'
import { domainOf } from '../../engine/sandbox/valid-definition.js'
import type { Probes } from '../../ports/types.js'
import { findOneOffs } from './find-one-offs.js'
import type { FoundPlugin } from './found.js'
import { installedFolder } from './places.js'
import type { ReservedIds } from './reserved.js'

export interface PluginSearch {
  /** What `--plugin` named, as it was written. */
  readonly paths: readonly string[]
  readonly bundled: ReservedIds
  /** Ids of plugins that the user turned off: they are neither taken in nor told of. */
  readonly disabled: readonly string[]
  /** The name this program was called by. */
  readonly cli?: string
}

export interface RejectedOutside {
  readonly id: string
  /** One phrase. */
  readonly reason: string
  readonly origin: PluginOrigin
  /** Null where it cannot be told. */
  readonly version: string | null
}

export interface FoundPlugins {
  readonly plugins: readonly OutsidePlugin[]
  readonly rejected: readonly RejectedOutside[]
}

/**
 * The plugins of others that a run takes in, and those it does not, each with the reason. None of their code is run:
 * what is read is a package.json each, and the record of what was agreed to. Without any plugin it costs two looks at
 * the disk. Throws a {@link Refusal} for a path of `paths` that is not there, and for nothing else.
 */
export const findPlugins = async (probes: Probes, search: PluginSearch): Promise<FoundPlugins> => {
  const { disabled } = search
  const found = (await findAll(probes, search)).filter(({ id }) => !disabled.includes(id))
  const all = withoutConflicts(found, search.bundled)
  return {
    plugins: all
      .filter(({ reason }) => reason === null)
      .map(({ id, version, origin, folder, entry, checks, declared, granted }) => ({
        ...{ id, version, origin, folder, entry, checks, declared, granted },
      })),
    rejected: all.flatMap(({ id, reason, origin, version }) =>
      reason === null ? [] : [{ id, reason, origin, version }],
    ),
  }
}

/** What was named for this run takes the place of what is installed under the same id: it is the one that is meant. */
export const findAll = async (
  probes: Probes,
  { paths, cli }: Pick<PluginSearch, 'paths' | 'cli'>,
): Promise<readonly FoundPlugin[]> => {
  const [named, agreed, oneOffs] = await Promise.all([
    findAllNamed(probes, [...new Set(paths)]),
    findAllAgreed(probes, cli),
    findOneOffs(probes),
  ])
  const meant = new Set(named.map(({ id }) => id))
  return [...named, ...[...agreed, ...oneOffs].filter(({ id }) => !meant.has(id))]
}

// Most runs have no plugins, and need not wait for what reads them.
const findAllNamed = async (probes: Probes, paths: readonly string[]): Promise<readonly FoundPlugin[]> => {
  if (paths.length === 0) return []
  const { findNamed } = await import('./find-named.js')
  return Promise.all(paths.map((path) => findNamed(probes, path)))
}

const findAllAgreed = async (probes: Probes, cli: string | undefined): Promise<readonly FoundPlugin[]> => {
  if ((await probes.fs.stat(installedFolder(probes))).state === 'absent') return []
  const { findAgreed } = await import('./find-agreed.js')
  return findAgreed(probes, cli)
}

/** The same, with each rejected that has what another one had first. */
export const withoutConflicts = (
  found: readonly FoundPlugin[],
  bundled: ReservedIds,
): readonly FoundPlugin[] => {
  const plugins = new Set(bundled.plugins)
  const owners = new Map<string, string>()
  return found.map((plugin): FoundPlugin => {
    if (plugin.reason !== null) return plugin
    const reason = conflictOf(plugin, { bundled, plugins, owners })
    if (reason !== null) return { ...plugin, reason }
    plugins.add(plugin.id)
    for (const check of plugin.checks ?? []) owners.set(check, plugin.id)
    return plugin
  })
}

interface Taken {
  readonly bundled: ReservedIds
  readonly plugins: ReadonlySet<string>
  /** By the id of a check. */
  readonly owners: ReadonlyMap<string, string>
}

const conflictOf = ({ id, checks }: FoundPlugin, { bundled, plugins, owners }: Taken): string | null => {
  if (plugins.has(id)) return `a plugin with the id ${id} is there already`
  for (const check of checks ?? []) {
    if (bundled.domains.has(domainOf(check)))
      return `its check ${check} is in a domain of clawdbot-doctor's own: ${domainOf(check)}`
    const owner = owners.get(check)
    if (owner !== undefined) return `${owner} has a check ${check} already`
  }
  return null
}
