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

/** oclif's plugins, this program's own first. */
export interface KnownPlugins {
  /** This program's own with one command alone, by that command's id: enough to run it, at a third of the cost. */
  readonly withOnly: Readonly<Record<string, (pjson: Interfaces.PJSON) => Promise<Interfaces.Plugin>>>
  readonly all: (pjson: Interfaces.PJSON) => Promise<readonly Interfaces.Plugin[]>
}

/** Those that a command line takes: help tells of all commands, and so does what is said of one that there is none of. */
export const pluginsFor = async (
  argv: readonly string[],
  known: KnownPlugins,
  pjson: Interfaces.PJSON,
): Promise<readonly Interfaces.Plugin[]> => {
  const only = argv.some((word) => HELP.includes(word)) ? undefined : known.withOnly[idOf(argv, known)]
  return only === undefined ? known.all(pjson) : [await only(pjson)]
}

const HELP = ['--help', '-h']

/** The longest id that a command line begins with, or an empty text. */
const idOf = (argv: readonly string[], { withOnly }: KnownPlugins): string => {
  const end = argv.findIndex((word) => word.startsWith('-'))
  const words = end < 0 ? argv : argv.slice(0, end)
  const ids = words.map((_, index) => words.slice(0, index + 1).join(':'))
  return ids.findLast((id) => Object.hasOwn(withOnly, id)) ?? ''
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
