import { basename } from 'node:path'
import { expandUserPath } from '../../auth/paths.js'
import type { Probes } from '../../ports/types.js'
import { Refusal } from '../refusal.js'
import { singleFile } from './find-one-offs.js'
import { type FoundPlugin, rejected } from './found.js'
import { readPackage } from './read-package.js'

/**
 * The plugin that `--plugin` names, a package's folder or a single file: nobody is asked, and it gets no rights. Throws
 * a {@link Refusal} where there is nothing.
 */
export const findNamed = async (probes: Probes, written: string): Promise<FoundPlugin> => {
  const path = expandUserPath(probes, written)
  const found = await probes.fs.stat(path)
  if (found.state !== 'ok')
    throw new Refusal(
      'NO_PLUGIN',
      found.state === 'denied'
        ? `--plugin ${written}: you may not read that.`
        : `--plugin ${written}: there is no such file or folder.`,
      'Name the folder of a plugin, or a single .mjs file.',
    )
  const told = { id: basename(path), origin: 'path' } as const
  if (found.kind === 'file')
    return /\.m?js$/.test(path)
      ? singleFile(told.id, 'path', found.realPath)
      : rejected(told, 'it is neither a folder nor a .mjs file')
  const read = await readPackage(probes, path)
  if (read.state !== 'ok')
    return rejected({ ...told, id: read.name ?? told.id, version: read.version }, read.reason)
  const { folder, entry, manifest } = read
  const { name, version, checks, declared } = manifest
  const plugin = { ...told, id: name, version, agreedAt: null, reason: null, folder, packageFolder: folder }
  return { ...plugin, entry, checks, declared, granted: {} }
}
