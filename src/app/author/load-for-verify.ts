import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from '../../contract/index.js'
import { messageOf } from '../../engine/message-of.js'
import type { Example } from '../../testing/index.js'
import { Refusal } from '../refusal.js'
import { type PluginPackage, readPluginPackage } from './plugin-package.js'

/** A plugin of an author's own, and the examples that it is walked through with. */
export interface LoadedForVerify {
  readonly package: PluginPackage
  readonly plugin: Plugin
  readonly examples: readonly Example[]
}

/** Runs the plugin's code: whoever verifies a plugin is its author. Throws a {@link Refusal} where it cannot be loaded. */
export const loadForVerify = async (folder: string): Promise<LoadedForVerify> => {
  const about = await readPluginPackage(folder)
  const plugin = await exportOf(about, about.entry)
  const examples = about.examples === null ? [] : await exportOf(about, about.examples)
  if (!Array.isArray(examples))
    throw new Refusal('BAD_EXAMPLES', `${about.examples} of ${about.name} does not export a list.`, null)
  return { package: about, plugin: plugin as Plugin, examples: examples as readonly Example[] }
}

const exportOf = async ({ folder, name }: PluginPackage, path: string): Promise<unknown> => {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(join(folder, path)).href)
    return module.default
  } catch (error) {
    throw new Refusal(
      'NOT_LOADED',
      `${path} of ${name} cannot be loaded: ${messageOf(error)}.`,
      'Run `npm install` in its folder, and build it if it has to be built.',
    )
  }
}
