import { dirname, join } from 'node:path'
import type { Probes } from '../../ports/types.js'
import { type FoundPlugin, rejected } from './found.js'
import { othersMayChange } from './own-file.js'
import { oneOffsFolder } from './places.js'

/**
 * The single files in the doctor's plugin folder, as plugins without rights. One that others could have written, or
 * whose folder they may write, is rejected.
 */
export const findOneOffs = async (probes: Probes): Promise<readonly FoundPlugin[]> => {
  const { fs } = probes
  const folder = oneOffsFolder(probes)
  if ((await fs.stat(folder)).state === 'absent') return []
  const found = await fs.list(folder)
  if (found.state !== 'ok')
    return [rejected({ id: 'plugins', origin: 'one-off' }, `the folder ${folder} cannot be read`)]
  const names = found.names.filter((name) => name.endsWith('.mjs') && !name.startsWith('.'))
  return Promise.all(names.map((name) => oneOff(probes, join(folder, name), name)))
}

const oneOff = async (probes: Probes, path: string, id: string): Promise<FoundPlugin> => {
  const { fs, user } = probes
  const told = { id, origin: 'one-off' } as const
  const file = await fs.stat(path)
  if (file.state !== 'ok') return rejected(told, 'it cannot be read')
  if (file.kind !== 'file') return rejected(told, 'it is not a file')
  const others = othersMayChange(file, user.uid)
  if (others !== null) return rejected(told, others)
  for (const folder of new Set([dirname(path), dirname(file.realPath)])) {
    const around = await fs.stat(folder)
    const why = around.state === 'ok' ? othersMayChange(around, user.uid) : 'it cannot be read'
    if (why !== null) return rejected(told, `its folder is not only yours: ${why}`)
  }
  return singleFile(id, 'one-off', file.realPath)
}

/** `path` is absolute, with its links resolved. Such a plugin's process may read that one file, and has no rights. */
export const singleFile = (id: string, origin: 'one-off' | 'path', path: string): FoundPlugin => ({
  id,
  version: null,
  origin,
  agreedAt: null,
  reason: null,
  folder: path,
  packageFolder: null,
  entry: path,
  checks: null,
  declared: {},
  granted: {},
})
