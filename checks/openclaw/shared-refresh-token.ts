import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { settings } from '../../plugins/host/facts.js'
import { databases } from '../../plugins/openclaw/facts/databases.js'
import { place } from '../../plugins/openclaw/facts/place.js'
import { isSingleUse } from '../../src/auth/copies/own-copies.js'
import { databaseName, isLookedAt } from '../../src/auth/openclaw/database.js'
import { profilesOf } from '../../src/auth/openclaw/profiles.js'
import { defineCheck, type Messages } from '../../src/contract/index.js'

const messages = {
  shared: {
    what: 'Clawdbot and OpenClaw share one login: {{profile}} of agent {{agent}} is {{other}} in {{database}} of OpenClaw.',
    why: 'A refresh token works once: as soon as one of the two renews the login, the other is logged out.',
    next: 'Log in again in the one you use, and remove the login from the other.',
  },
} satisfies Messages

export default defineCheck({
  id: 'openclaw/shared-refresh-token',
  title: 'Clawdbot and OpenClaw hold no refresh token together',
  docsUrl: 'docs/checks/openclaw/shared-refresh-token.md',
  severity: 'warning',
  tags: ['openclaw', 'auth'],
  needs: { place, databases, stores, settings },
  messages,
  applies: ({ place, databases, stores }) => {
    if (place.relation === 'none') return { skip: 'OpenClaw has kept nothing here' }
    if (databases.state === 'unsupported')
      return { skip: `OpenClaw's databases cannot be read: ${databases.reason}` }
    const isLogin = stores.some(({ store }) =>
      Object.values(store.profiles).some(({ type }) => type === 'oauth'),
    )
    return isLogin ? true : { skip: 'Clawdbot has no login' }
  },
  evaluate: ({ databases, stores, settings }) => {
    if (databases.state !== 'read') return []
    const theirs = profilesOf(databases.databases.filter((each) => isLookedAt(each, settings.agent)))
    return stores
      .filter(({ agent }) => agent.selected || agent.isMain)
      .flatMap(({ agent, store }) =>
        Object.entries(store.profiles).flatMap(([profile, credential]) => {
          if (credential.type !== 'oauth' || !isSingleUse(credential.provider)) return []
          const { refresh } = credential
          if (refresh === null || refresh.blank) return []
          const same = theirs.find(
            (other) =>
              other.credential.type === 'oauth' && other.credential.refresh?.equals(refresh) === true,
          )
          if (same === undefined) return []
          const { database, id } = same
          return [
            {
              messageId: 'shared' as const,
              subject: `agent:${agent.id}/profile:${profile}`,
              data: { agent: agent.id, profile, other: id, database: databaseName(database) },
              evidence: [agent.storePath, database.path].map((path) => ({ kind: 'file' as const, path })),
            },
          ]
        }),
      )
  },
})
