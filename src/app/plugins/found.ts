import type { Capabilities } from '../../contract/index.js'
import type { PluginOrigin } from '../../engine/sandbox/outside-plugin.js'

/** A plugin of somebody else's that was looked for, and what its package says; none of its code has run. */
export interface FoundPlugin {
  /** The package's name as far as it can be told; else the name of its file or folder. */
  readonly id: string
  readonly version: string | null
  readonly origin: PluginOrigin
  /** When it was agreed to; null where nobody was asked. */
  readonly agreedAt: string | null
  /** Why it is not taken in; null where it is. */
  readonly reason: string | null
  /** Absolute, links resolved: all that its process may read. For a single file that file alone. */
  readonly folder: string
  /** Absolute; what else belongs to the package, such as its pages. Null for a single file. */
  readonly packageFolder: string | null
  readonly entry: string
  readonly checks: readonly string[] | null
  readonly declared: Capabilities
  readonly granted: Capabilities
}

type Told = Pick<FoundPlugin, 'id' | 'origin'> & Partial<Pick<FoundPlugin, 'version' | 'agreedAt'>>

export const rejected = (
  { id, origin, version = null, agreedAt = null }: Told,
  reason: string,
): FoundPlugin => ({
  id,
  version,
  origin,
  agreedAt,
  reason,
  folder: '',
  packageFolder: null,
  entry: '',
  checks: null,
  declared: {},
  granted: {},
})
