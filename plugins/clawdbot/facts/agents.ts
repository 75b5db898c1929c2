import { agentIds, defaultAgentId, MAIN_AGENT, normalizeAgentId } from '../../../src/auth/agent-id.js'
import { agentDirs, agentsDir, pathOf, storePath } from '../../../src/auth/paths.js'
import { defineFact } from '../../../src/contract/index.js'
import { config } from './config.js'

export interface Agent {
  readonly id: string
  /** The folder of its store. */
  readonly dir: string
  readonly storePath: string
  readonly isDefault: boolean
  /** Other agents inherit from this one, whether or not it is used itself. */
  readonly isMain: boolean
  /** Named in the config, or the only one there is. */
  readonly configured: boolean
  /** It has a folder. */
  readonly found: boolean
  /** False where the run was asked to look at another agent only. */
  readonly selected: boolean
}

/** Every agent that is configured or has left a folder, and always `main`, since the others inherit from it. */
export const agents = defineFact({
  id: 'clawdbot/agents',
  needs: { config },
  collect: async (context, { config: { config } }): Promise<readonly Agent[]> => {
    const configured = new Set(agentIds(config))
    const found = new Set(await foldersOf(context.fs, agentsDir(context), pathOf(context.platform)))
    const wanted = context.settings.agent
    const ids = [...new Set([...configured, MAIN_AGENT, ...found])]
    const dirOf = agentDirs(context, config)
    return ids.map((id) => {
      const dir = dirOf(id)
      const inUse = configured.has(id) || found.has(id)
      return {
        id,
        dir,
        storePath: storePath(context, dir),
        isDefault: id === defaultAgentId(config),
        isMain: id === MAIN_AGENT,
        configured: configured.has(id),
        found: found.has(id),
        selected: typeof wanted === 'string' ? id === normalizeAgentId(wanted) : inUse,
      }
    })
  },
})

type Fs = Parameters<typeof agents.collect>[0]['fs']

const foldersOf = async (
  fs: Fs,
  folder: string,
  path: ReturnType<typeof pathOf>,
): Promise<readonly string[]> => {
  const listed = await fs.list(folder)
  if (listed.state !== 'ok') return []
  const named = listed.names.filter((name) => normalizeAgentId(name) === name)
  const stats = await Promise.all(named.map((name) => fs.stat(path.join(folder, name, 'agent'))))
  return named.filter((_, index) => {
    const stat = stats[index]
    return stat?.state === 'ok' && stat.kind === 'folder'
  })
}
