import { fileOf } from '../../../src/auth/of-agent.js'
import { renameEdits } from '../../../src/auth/rename-fields.js'
import { defineFix } from '../../../src/contract/index.js'
import { stores } from '../facts/stores.js'

export const renameFields = defineFix({
  id: 'auth/rename-fields',
  title: 'Give the fields of the profile the names that Clawdbot reads',
  risk: 'review',
  needs: { stores },
  touches: [stores],
  plan: ({ stores }, { data }) => {
    const found = fileOf(stores, data.agent)
    if (found?.reading.state !== 'ok' || found.file === null)
      return { refuse: 'the store could not be read again' }
    const edits = renameEdits(found.store, String(data.name))
    if ('refuse' in edits) return edits
    const before = { sha256: found.file.sha256 }
    return [{ op: 'patch', path: found.agent.storePath, dialect: 'json', before, edits, lock: true }]
  },
})
