import { join } from 'node:path'
import type { Example } from '../../testing/index.js'
import type { Manifest } from '../plugins/manifest.js'
import { Refusal } from '../refusal.js'
import { readExamples } from './examples-schema.js'
import { type IsolatedPlugin, isolatePlugin } from './isolated-plugin.js'
import { loadData } from './load-data.js'
import { readPluginPackage } from './plugin-package.js'

/** A plugin of an author's own, and the examples that it is walked through with. */
export interface LoadedForVerify {
  readonly manifest: Manifest
  /** Absolute, links resolved. */
  readonly folder: string
  readonly isolated: IsolatedPlugin
  readonly examples: readonly Example[]
}

/** None of the plugin's code runs in this process. Throws a {@link Refusal} where there is no plugin, or no list of examples. */
export const loadForVerify = async (folder: string): Promise<LoadedForVerify> => {
  const found = await readPluginPackage(folder)
  const { manifest } = found
  const examples = manifest.examples === null ? [] : await examplesAt(found.folder, manifest.examples)
  return { manifest, folder: found.folder, examples, isolated: isolatePlugin(found) }
}

const examplesAt = async (folder: string, path: string): Promise<readonly Example[]> => {
  const loaded = await loadData(join(folder, path), folder)
  const read = 'fault' in loaded ? loaded : readExamples(loaded.data)
  if ('examples' in read) return read.examples
  throw new Refusal(
    'BAD_EXAMPLES',
    `${join(folder, path)}: ${read.fault}.`,
    'Run `npm install` in its folder, and build it if it has to be built.',
  )
}
