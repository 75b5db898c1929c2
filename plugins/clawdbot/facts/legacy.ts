import { MAIN_AGENT } from '../../../src/auth/agent-id.js'
import type { LegacyFile } from '../../../src/auth/legacy/judge-legacy.js'
import { type LegacyName, parseLegacy } from '../../../src/auth/legacy/parse-legacy.js'
import {
  legacyOAuthPath,
  legacyStorePath,
  otherStateDirs,
  pathOf,
  stateDir,
} from '../../../src/auth/paths.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { agents } from './agents.js'

/** What older versions of Clawdbot, and others of its names, have left behind. */
export interface Legacy {
  /** Those that are there, each once, however many agents reach it. */
  readonly files: readonly LegacyFile[]
  readonly stateDir: string
  /** State folders that Clawdbot does not read. */
  readonly otherFolders: readonly string[]
}

interface Place {
  readonly agent: string
  readonly name: LegacyName
  readonly path: string
}

export const legacy = defineFact({
  id: 'clawdbot/legacy',
  needs: { agents },
  collect: async (context, { agents }): Promise<Legacy> => {
    const mainFirst = [...agents].sort((a, b) => Number(b.isMain) - Number(a.isMain))
    // The pi coding agent keeps its live logins under the same name in a folder of its own.
    const piDir = pathOf(context.platform).join(context.home, '.pi', 'agent')
    const places: readonly Place[] = [
      { agent: MAIN_AGENT, name: 'oauth.json', path: legacyOAuthPath(context) },
      ...mainFirst
        .filter(({ dir }) => dir !== piDir)
        .map(({ id, dir }) => ({
          agent: id,
          name: 'auth.json' as const,
          path: legacyStorePath(context, dir),
        })),
    ]
    const found = (await Promise.all(places.map((place) => readLegacy(place, context)))).flatMap((each) =>
      each === null ? [] : [each],
    )
    const realPaths = found.map(({ realPath }) => realPath)
    const own = stateDir(context)
    return {
      files: found.flatMap(({ realPath, file }, at) => (realPaths.indexOf(realPath) === at ? [file] : [])),
      stateDir: own,
      otherFolders: await foldersBeside(own, context),
    }
  },
})

const readLegacy = async (
  place: Place,
  { fs, seal }: ProbeContext,
): Promise<{ readonly realPath: string; readonly file: LegacyFile } | null> => {
  const found = await fs.readText(place.path)
  if (found.state === 'absent' || found.state === 'dangling-link' || found.state === 'folder') return null
  if (found.state !== 'ok') return { realPath: place.path, file: { ...place, sha256: null, reading: found } }
  const reading = parseLegacy(found.text, place.name, seal)
  return { realPath: found.stat.realPath, file: { ...place, sha256: found.sha256, reading } }
}

/** A link from one name to the other is one folder. */
const foldersBeside = async (own: string, context: ProbeContext): Promise<readonly string[]> => {
  const used = await context.fs.stat(own)
  const others = await Promise.all(
    otherStateDirs(context).map(async (path) => ({ path, stat: await context.fs.stat(path) })),
  )
  return others.flatMap(({ path, stat }) => {
    const isFolder = stat.state === 'ok' && stat.kind === 'folder'
    const isSame = path === own || (isFolder && used.state === 'ok' && stat.realPath === used.realPath)
    return isFolder && !isSame ? [path] : []
  })
}
