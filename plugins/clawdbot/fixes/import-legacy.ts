import { importChanges } from '../../../src/auth/legacy/import-changes.js'
import { judgeLegacy } from '../../../src/auth/legacy/judge-legacy.js'
import { defineFix } from '../../../src/contract/index.js'
import { legacy } from '../facts/legacy.js'
import { stores } from '../facts/stores.js'

export const importLegacy = defineFix({
  id: 'auth/import-legacy',
  title: 'Import what is still of use in an older file, and remove the file once all of it is',
  risk: 'safe',
  needs: { stores, legacy },
  touches: [stores, legacy],
  plan: ({ stores, legacy }, { data }) => {
    const judged = judgeLegacy(legacy.files, stores).find(({ file }) => file.path === data.path)
    if (judged === undefined) return { refuse: 'there is no such file any more' }
    const changes = importChanges(judged)
    if ('refuse' in changes || changes.length > 0) return changes
    return { refuse: 'what is left in it is not in the store, and cannot be imported' }
  },
})
