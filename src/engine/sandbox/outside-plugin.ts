import type { Capabilities } from '../../contract/index.js'

/** How a plugin of somebody else's came here; `one-off` is a file in the doctor's own plugin folder. */
export type PluginOrigin = 'installed' | 'linked' | 'one-off' | 'path'

/** A plugin of somebody else's, as its package describes it; none of its code has run. */
export interface OutsidePlugin {
  /** The package's name; of a single file, the file's name. */
  readonly id: string
  /** Null where a single file has none. */
  readonly version: string | null
  readonly origin: PluginOrigin
  /** Absolute, links resolved: all that its process may read. */
  readonly folder: string
  /** Absolute path of the module whose default export is the plugin. */
  readonly entry: string
  /** The ids of its checks where its package names them: then nothing is started that is not selected. */
  readonly checks: readonly string[] | null
  /** What its package asks for. */
  readonly declared: Capabilities
  /** What it may: of what it asks for, all that the user agreed to. */
  readonly granted: Capabilities
}
