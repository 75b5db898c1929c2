import type { Report } from './schema.js'

/** A plugin that makes the run less than whole. */
export interface TroubledPlugin {
  readonly id: string
  /** What became of it, as in `the plugin x … : reason`. */
  readonly what: 'was not loaded' | 'left something behind that failed'
  readonly reason: string
}

/** Those that were rejected, then those that failed where nobody listened any more. */
export const troubledPlugins = ({
  rejectedPlugins,
  plugins = [],
}: Pick<Report, 'rejectedPlugins' | 'plugins'>): readonly TroubledPlugin[] => [
  ...rejectedPlugins.map(({ id, reason }) => ({ id, reason, what: 'was not loaded' as const })),
  ...plugins.flatMap(({ id, strays }) =>
    strays.map((reason) => ({ id, reason, what: 'left something behind that failed' as const })),
  ),
]
