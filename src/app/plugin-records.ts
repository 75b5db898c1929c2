import type { Registry } from '../engine/registry.js'
import type { Report } from '../report/schema.js'
import type { AdmittedPlugins } from './admit-plugins.js'

type PluginRecord = NonNullable<Report['plugins']>[number]

const MOST_PRINTED = 2000

/** What the plugins of other people did in a run, for the report; undefined where there are none. */
export const pluginRecords = (
  plugins: AdmittedPlugins | null,
  { rejected }: Pick<Registry, 'rejected'>,
): PluginRecord[] | undefined => {
  if (plugins === null) return undefined
  return plugins.all.map(({ plugin, sandboxed, checks, isLoaded }): PluginRecord => {
    const { id, version, origin, declared, granted } = plugin
    const { refused, strays, printed, ends } = sandboxed.conduct()
    const isRejected = rejected.some((each) => each.id === id)
    return {
      id,
      version,
      origin,
      state: isRejected ? 'rejected' : isLoaded() ? 'loaded' : 'not-started',
      checks: [...checks()],
      asksFor: declared,
      granted,
      refused: [...refused],
      strays: [...strays],
      ends,
      printed: printed === '' ? null : printed.slice(0, MOST_PRINTED),
    }
  })
}
