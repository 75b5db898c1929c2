import type { Report } from './schema.js'
import { sign } from './style.js'
import type { TextOptions } from './text-options.js'
import { wrap } from './wrap.js'

type PluginRecord = NonNullable<Report['plugins']>[number]

/** What each plugin of other people's was, and what it tried in vain: one block for all, told with `--verbose`. */
export const pluginBlocks = ({ plugins = [] }: Report, { style }: TextOptions): readonly string[] => {
  if (plugins.length === 0) return []
  const dot = ` ${sign(style, 'separator')} `
  return [
    ['Plugins', ...plugins.map((plugin) => `  ${wrap(wordsOf(plugin).join(dot), style.width, '    ')}`)].join(
      '\n',
    ),
  ]
}

const STATES: Readonly<Record<PluginRecord['state'], string>> = {
  loaded: 'ran in a process of its own',
  'not-started': 'not started: none of its checks was selected',
  rejected: 'not loaded',
}

const wordsOf = ({ id, version, origin, state, refused, ends, printed }: PluginRecord): readonly string[] => [
  version === null ? id : `${id} ${version}`,
  origin,
  STATES[state],
  ...(refused.length === 0 ? [] : [`was not allowed to ${refused.join(', ')}`]),
  ...(ends === 0 ? [] : [`had to be ended ${ends === 1 ? 'once' : `${ends} times`}`]),
  ...(printed === null ? [] : [`printed: ${printed.replaceAll(/\s+/g, ' ').trim()}`]),
]
