import { claudeRefreshLocks } from '../../../src/auth/claude-code/config-dir.js'
import type { LockPlace, Locks } from '../../../src/auth/locks/lock.js'
import { storeLockSubject } from '../../../src/auth/locks/lock-causes.js'
import { pathOf } from '../../../src/auth/paths.js'
import { sessionStorePath } from '../../../src/auth/sessions/session-store-path.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'
import { type Agent, agents } from './agents.js'
import { config } from './config.js'
import { findLock } from './find-lock.js'
import { gatewayProcesses } from './processes.js'

/** The locks on the stores and sessions of the agents that are looked at, and those of Claude Code. */
export const locks = defineFact({
  id: 'clawdbot/locks',
  needs: { agents, config },
  collect: async (context, { agents, config: { config } }): Promise<Locks> => {
    // The others inherit from the main agent: its store is changed for them too.
    const watched = agents.filter(({ selected, isMain }) => selected || isMain)
    const stores = await Promise.all(watched.map((agent) => storeLock(agent, context)))
    const sessions = watched.map(
      ({ id }): LockPlace => ({
        subject: `agent:${id}/lock:sessions.json`,
        path: `${sessionStorePath(context, config, id)}.lock`,
        form: 'file',
      }),
    )
    const places = new Map<string, LockPlace>()
    for (const place of [...stores, ...sessions, ...claudeLocks(context)])
      if (!places.has(place.path)) places.set(place.path, place)
    const looked = await Promise.all([...places.values()].map((place) => findLock(place, context)))
    const found = looked.filter((each) => each !== null && each !== 'unseen')
    return {
      found,
      unseen: [...places.keys()].filter((_, index) => looked[index] === 'unseen'),
      gateways: found.some(({ form }) => form === 'folder') ? await gatewayProcesses(context) : [],
      seenAt: context.now(),
    }
  },
})

/** Whoever locks a store follows its links first. */
const storeLock = async (
  { id, dir, storePath }: Agent,
  { fs, platform }: ProbeContext,
): Promise<LockPlace> => {
  const { basename, join } = pathOf(platform)
  const [store, folder] = [await fs.stat(storePath), await fs.stat(dir)]
  const inFolder = folder.state === 'ok' ? join(folder.realPath, basename(storePath)) : storePath
  const target = store.state === 'dangling-link' ? store.target : inFolder
  const path = `${store.state === 'ok' ? store.realPath : target}.lock`
  return { subject: storeLockSubject(id), path, form: 'folder' }
}

const claudeLocks = (context: ProbeContext): readonly LockPlace[] => {
  const [refresh = '', folder = ''] = claudeRefreshLocks(context)
  return [
    { subject: 'claude/lock:refresh', path: refresh, form: 'folder' },
    { subject: 'claude/lock:folder', path: folder, form: 'folder' },
  ]
}
