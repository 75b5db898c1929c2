import { own } from '../../../src/auth/mapping.js'
import { fileOf } from '../../../src/auth/of-agent.js'
import { defineFix, THIS_PROGRAM } from '../../../src/contract/index.js'
import { stores } from '../facts/stores.js'

/** The exchange with the provider may take 20 s, and waiting for locks as long again. */
const TIMEOUT_MS = 60_000

export const refreshLogin = defineFix({
  id: 'auth/refresh-login',
  title: 'Refresh the login now, for the bot and for Claude Code',
  risk: 'review',
  needs: { stores },
  touches: [stores],
  plan: ({ stores }, { data: { agent, profile } }) => {
    if (typeof agent !== 'string' || typeof profile !== 'string')
      return { refuse: 'the finding does not say which login is meant' }
    const found = fileOf(stores, agent)
    if (own(found?.store.profiles ?? {}, profile)?.type !== 'oauth')
      return { refuse: `${profile} is no login of agent ${agent} any more` }
    if (profile.startsWith('-')) return { refuse: `${profile} would be taken for an option of the command` }
    return [
      {
        op: 'run',
        argv: [THIS_PROGRAM, 'models', 'auth', 'refresh', profile, '--agent', agent, '--no-sync'],
        inverse: { irreversible: 'a refresh token works once, so the login that was there is of no use' },
        timeoutMs: TIMEOUT_MS,
      },
    ]
  },
})
