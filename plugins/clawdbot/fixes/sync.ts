import { withLegacy } from '../../../src/auth/legacy/with-legacy.js'
import { fileOf } from '../../../src/auth/of-agent.js'
import { readSyncData } from '../../../src/auth/sync-data.js'
import { defineFix } from '../../../src/contract/index.js'
import { legacy } from '../facts/legacy.js'
import { stores } from '../facts/stores.js'

/** Works from what the finding carries: where a login comes from is another plugin's knowledge. */
export const sync = defineFix({
  id: 'auth/sync',
  title: "Bring Clawdbot's copy of the login up to date",
  risk: 'automatic',
  needs: { stores, legacy },
  touches: [stores],
  plan: ({ stores, legacy }, { data }) => {
    const wanted = readSyncData(data)
    const found = fileOf(stores, wanted?.agent)
    if (wanted === null || found === undefined) return { refuse: 'there is no such store any more' }
    const { edits, initial } = wanted
    const path = found.agent.storePath
    const { state } = found.reading
    if (state === 'absent' && initial !== null) {
      const json = withLegacy(initial, found.agent.id, legacy.files, stores)
      return [{ op: 'write', path, before: 'absent', after: { json }, mode: 0o600, lock: true }]
    }
    if (state === 'ok' && found.file !== null && edits.length > 0) {
      const { sha256 } = found.file
      return [{ op: 'patch', path, dialect: 'json', before: { sha256 }, edits, lock: true }]
    }
    return { refuse: `the store has changed since it was judged (it is ${state} now)` }
  },
})
