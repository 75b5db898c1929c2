import type { Command, Interfaces } from '@oclif/core'

/** What oclif would find out about one of its plugins from the disk. */
export interface KnownPlugin {
  readonly pjson: Interfaces.PJSON
  /** The folder that its package is in. */
  readonly root: string
  readonly isRoot: boolean
  readonly manifest: Interfaces.Manifest
  /** By a command's id. */
  readonly load: Readonly<Record<string, () => Promise<{ readonly default: Command.Class }>>>
}

/** One of oclif's plugins with all that is to be known of it, so that nothing is looked for on the disk. */
export const explicitPlugin = ({ pjson, root, isRoot, manifest, load }: KnownPlugin): Interfaces.Plugin => {
  const { name, version } = pjson
  const findCommand = async (id: string): Promise<Command.Class> => {
    const found = await load[id]?.()
    if (found === undefined) throw new Error(`command ${id} not found`)
    return Object.assign(found.default, { id, plugin })
  }
  const plugin: Interfaces.Plugin = {
    _base: '',
    alias: name,
    commandIDs: Object.keys(manifest.commands),
    commands: Object.values(manifest.commands).map((command) => ({
      ...command,
      load: () => findCommand(command.id),
      pluginAlias: name,
      pluginType: 'core',
    })),
    commandsDir: undefined,
    findCommand,
    hasManifest: true,
    hooks: {},
    isRoot,
    load: async () => undefined,
    moduleType: 'module',
    name,
    options: { root, name },
    pjson,
    root,
    topics: Object.entries(pjson.oclif.topics ?? {}).map(([topic, { description }]) => ({
      name: topic,
      description,
    })),
    type: 'core',
    valid: true,
    version,
  }
  return plugin
}
