import { openclawDir } from '../../../src/auth/openclaw/places.js'
import { stateDir } from '../../../src/auth/paths.js'
import { defineFact } from '../../../src/contract/index.js'

/** Where OpenClaw keeps its state, and how that stands to Clawdbot's. */
export interface OpenclawPlace {
  readonly path: string
  readonly clawdbotPath: string
  /**
   * `none`: OpenClaw has no folder. `beside`: both have one. `instead`: Clawdbot has none. `same`: one folder is both,
   * as OpenClaw leaves it when it moves Clawdbot's and puts a link in its place.
   */
  readonly relation: 'none' | 'beside' | 'instead' | 'same'
}

export const place = defineFact({
  id: 'openclaw/place',
  collect: async (context): Promise<OpenclawPlace> => {
    const [path, clawdbotPath] = [openclawDir(context), stateDir(context)]
    const found = await context.fs.stat(path)
    if (found.state !== 'ok' || found.kind !== 'folder') return { path, clawdbotPath, relation: 'none' }
    const other = await context.fs.stat(clawdbotPath)
    if (other.state === 'absent') return { path, clawdbotPath, relation: 'instead' }
    const isSame = other.state === 'ok' && other.realPath === found.realPath
    return { path, clawdbotPath, relation: isSame ? 'same' : 'beside' }
  },
})
