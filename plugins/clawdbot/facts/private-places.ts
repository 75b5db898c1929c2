import {
  configPath,
  legacyOAuthPath,
  legacyStorePath,
  oauthDir,
  pathOf,
  stateDir,
} from '../../../src/auth/paths.js'
import type { PrivatePlace } from '../../../src/auth/private-place.js'
import { defineFact } from '../../../src/contract/index.js'
import { agents } from './agents.js'

/** Everything but the stores that is nobody's business but the bot's, and is there. Each once, links resolved. */
export const privatePlaces = defineFact({
  id: 'clawdbot/private-places',
  needs: { agents },
  collect: async (context, { agents }): Promise<readonly PrivatePlace[]> => {
    const { join } = pathOf(context.platform)
    const state = stateDir(context)
    const places = [
      { noun: 'state', path: state },
      { noun: 'state/credentials', path: oauthDir(context) },
      { noun: 'config', path: configPath(context) },
      { noun: 'state/.env', path: join(state, '.env') },
      { noun: 'state/oauth.json', path: legacyOAuthPath(context) },
      ...agents
        .filter(({ selected }) => selected)
        .flatMap(({ id, dir }) => [
          { noun: `agent:${id}/auth.json`, path: legacyStorePath(context, dir) },
          { noun: `agent:${id}/models.json`, path: join(dir, 'models.json') },
        ]),
    ]
    const stats = await Promise.all(places.map(({ path }) => context.fs.stat(path)))
    const found = places.flatMap((place, at): PrivatePlace[] => {
      const stat = stats[at]
      return stat?.state === 'ok' ? [{ ...place, stat }] : []
    })
    const real = found.map(({ stat }) => stat.realPath)
    return found.filter(({ stat }, at) => real.indexOf(stat.realPath) === at)
  },
})
