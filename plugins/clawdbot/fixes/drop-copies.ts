import { dropEdits } from '../../../src/auth/copies/drop-edits.js'
import { ownCopies } from '../../../src/auth/copies/own-copies.js'
import { fileOf } from '../../../src/auth/of-agent.js'
import { defineFix } from '../../../src/contract/index.js'
import { config } from '../facts/config.js'
import { stores } from '../facts/stores.js'

export const dropCopies = defineFix({
  id: 'auth/drop-copies',
  title: "Drop the agent's own copies, and let it inherit the main agent's logins",
  risk: 'review',
  needs: { stores, config },
  touches: [stores],
  plan: ({ stores, config }, { data }) => {
    const { state } = config.reading
    if (state !== 'ok' && state !== 'absent')
      return { refuse: 'the config could not be read, and it may say that the stores are elsewhere' }
    const main = stores.find(({ agent }) => agent.isMain)
    if (main?.reading.state !== 'ok')
      return {
        refuse: "the main agent's store could not be read, so nobody can tell what would be inherited",
      }
    const found = fileOf(stores, data.agent)
    if (found?.reading.state !== 'ok' || found.file === null)
      return { refuse: 'the store could not be read again' }
    const wanted = Array.isArray(data.profiles) ? data.profiles : []
    const copies = ownCopies(found, main).filter(({ id }) => wanted.includes(id))
    if (copies.length < wanted.length || copies.length === 0)
      return { refuse: 'the main agent no longer has all of them in the same or a later state' }
    const edits = dropEdits(found.store, copies)
    const { sha256 } = found.file
    return [
      { op: 'patch', path: found.agent.storePath, dialect: 'json', before: { sha256 }, edits, lock: true },
    ]
  },
})
