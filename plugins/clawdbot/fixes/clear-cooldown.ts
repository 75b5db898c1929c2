import { cooldownRemovals } from '../../../src/auth/cooldown.js'
import { own } from '../../../src/auth/mapping.js'
import { fileOf } from '../../../src/auth/of-agent.js'
import { defineFix } from '../../../src/contract/index.js'
import { stores } from '../facts/stores.js'

export const clearCooldown = defineFix({
  id: 'auth/clear-cooldown',
  title: 'Let a profile be used again whose failure is over',
  risk: 'review',
  needs: { stores },
  touches: [stores],
  plan: ({ stores }, { data }) => {
    const id = String(data.profile)
    const found = fileOf(stores, data.agent)
    if (found?.reading.state !== 'ok' || found.file === null)
      return { refuse: 'the store could not be read again' }
    const { agent, file, store } = found
    const edits = cooldownRemovals({ usageStats: store.usageStats }, id)
    if (edits.length === 0) return { refuse: 'it is not left out any more' }
    if (own(store.usageStats, id)?.lastFailureAt !== data.failedAt)
      return { refuse: 'it has failed again since it was judged' }
    const before = { sha256: file.sha256 }
    return [{ op: 'patch', path: agent.storePath, dialect: 'json', before, edits, lock: true }]
  },
})
