import { CAPABILITY_KINDS } from '../contract/index.js'
import { labelledLine } from './labelled-line.js'
import type { ListedPlugin, PluginChange, PluginsDocument } from './plugins-schema.js'
import { rightWords } from './right-words.js'
import { paint, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

/** `plugins list` for a person: each plugin, whose it is, and what it may. */
export const pluginsText = ({ plugins }: PluginsDocument, style: Style, cli: string): string => {
  const others = plugins.some(({ origin }) => origin !== 'bundled')
  const none = `\nNo plugin of others is installed. ${wrap(`\`${cli} plugins install NAME\` installs one.`, style.width, '', 35)}\n`
  return `${plugins.map((plugin) => pluginText(plugin, style)).join('\n')}\n${others ? '' : none}`
}

const LOOKS = { on: ['pass', 'green'], off: ['skip', 'dim'], rejected: ['error', 'red'] } as const

const pluginText = (plugin: ListedPlugin, style: Style): string => {
  const { id, version, state, reason, agreedAt, origin } = plugin
  const [name, colour] = LOOKS[state]
  const title = [
    id,
    version,
    origin === 'bundled' ? '(bundled)' : null,
    state === 'off' ? '(disabled)' : null,
  ]
    .filter((part) => part !== null)
    .join(' ')
  const head = `${paint(style, colour, sign(style, name))} ${paint(style, 'bold', title)}`
  if (origin === 'bundled') return head
  const agreed = agreedAt === null ? '' : `, agreed to on ${agreedAt.slice(0, 10)}`
  return [
    head,
    labelledLine(style, 'origin', `${ORIGINS[origin]}${agreed}`),
    ...(reason === null ? trustLines(plugin, style) : [labelledLine(style, 'rejected', reason)]),
  ].join('\n')
}

/** How a plugin of somebody else's came here. */
export const ORIGINS = {
  installed: 'installed',
  linked: 'linked folder',
  'one-off': 'file in the plugin folder',
  path: 'named by --plugin',
} as const

const trustLines = ({ granted }: ListedPlugin, style: Style): readonly string[] => {
  const rights = rightsIn(granted)
  if (rights.length === 0) return [labelledLine(style, 'rights', 'none')]
  return rights.map((right, index) => labelledLine(style, index === 0 ? 'may' : '', right))
}

const rightsIn = (granted: ListedPlugin['granted']): readonly string[] =>
  CAPABILITY_KINDS.flatMap((kind) => (granted[kind] ?? []).map((value) => rightWords({ kind, value })))

/** What became of a plugin, in a line or two. */
export const changeText = (change: PluginChange, style: Style): string => {
  const { id, version, status, reason, granted } = change
  const name = version === null ? id : `${id} ${version}`
  const count = rightsIn(granted).length
  const rights = count === 0 ? 'without rights' : `with ${count} right${count === 1 ? '' : 's'}`
  const words = {
    installed: `Installed ${name}, ${rights}.`,
    linked: `Linked ${name}, ${rights}.`,
    updated: `Updated to ${name}, ${rights}.`,
    uninstalled: `Uninstalled ${name}.`,
    unchanged: `${name}: nothing new.`,
    kept: `${name} was kept as it is.`,
    planned: `${name}: with --dry-run nothing was changed.`,
    failed: `${name} was not updated: ${reason ?? 'unknown'}`,
  }
  return `${wrap(words[status], style.width, '')}\n`
}
