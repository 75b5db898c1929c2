import { join } from 'node:path'
import { createMachine } from '../../ports/machine.js'
import { type ReadPackage, readPackage } from '../plugins/read-package.js'
import { Refusal } from '../refusal.js'

/** A plugin's package in a folder, as it describes itself; none of its code has run. */
export type PluginPackage = Extract<ReadPackage, { readonly state: 'ok' }>

const HINT = 'Make one with `checks new my-company/config`.'

/** Reads the package of a plugin as an install would. Throws a {@link Refusal} that names what is missing or wrong in it. */
export const readPluginPackage = async (folder: string): Promise<PluginPackage> => {
  const { probes } = createMachine()
  if ((await probes.fs.stat(join(folder, 'package.json'))).state === 'absent')
    throw new Refusal('NO_PLUGIN', `There is no plugin in ${folder}: it has no package.json.`, HINT)
  const read = await readPackage(probes, folder)
  if (read.state === 'ok') return read
  throw new Refusal('BAD_MANIFEST', `There is no plugin in ${folder} that can be used: ${read.reason}.`, HINT)
}
