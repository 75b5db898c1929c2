import { basename, join } from 'node:path'
import { expandUserPath } from '../../auth/paths.js'
import { MachineError } from '../../ports/machine-error.js'
import { expectReplaceable } from '../../ports/replaceable.js'
import type { Probes } from '../../ports/types.js'
import { keptAt, keptFiles } from '../kept-files.js'
import { Refusal } from '../refusal.js'

/** Where something is to be written. */
export interface OutputRequest {
  /** As it was written; undefined for a file in the folder that the program was started in. */
  readonly output: string | undefined
  /** What the file is called where no name is given. */
  readonly name: string
  /** Whether a file that is there is replaced. */
  readonly force: boolean
}

/**
 * The path of the file that a request means, after everything that can be in the way. Throws a {@link Refusal} where it
 * cannot be written, would replace something, or is a file that this program or the gateway lives by.
 */
export const outputPlace = async (
  { output, name, force }: OutputRequest,
  probes: Probes,
  named: { readonly config?: string | undefined },
): Promise<string> => {
  const path = await fullPath(output, name, probes)
  const real = await realPath(path)
  const what = keptAt(real, keptFiles(probes, named))
  if (what !== null)
    throw new Refusal('BAD_FLAG', `The report cannot go to ${path}: that is ${what}.`, 'Name another file.')
  if (!force && (await probes.fs.stat(path)).state !== 'absent')
    throw new Refusal(
      'OUTPUT_EXISTS',
      `There is a file ${path} already.`,
      'Name another file, or add --force to replace this one.',
    )
  return path
}

const fullPath = async (output: string | undefined, name: string, probes: Probes): Promise<string> => {
  if (output === undefined) return join(probes.cwd, name)
  const path = expandUserPath(probes, output)
  const isFolder = /[\\/]$/.test(output) || (await isFolderAt(path, probes))
  return isFolder ? join(path, name) : path
}

const isFolderAt = async (path: string, { fs }: Probes): Promise<boolean> => {
  const found = await fs.stat(path)
  return found.state === 'ok' && found.kind === 'folder'
}

const realPath = async (path: string): Promise<string> => {
  try {
    return await expectReplaceable(path)
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    const why = error.code === 'absent' ? `there is no folder ${error.path}` : error.message
    throw new Refusal(
      'OUTPUT_FAILED',
      `The report cannot be written to ${basename(path)}: ${why}.`,
      'Name another place by --output.',
    )
  }
}
