import { fileOf } from '../../../src/auth/of-agent.js'
import { quarantinePath } from '../../../src/auth/store-backups.js'
import { defineFix } from '../../../src/contract/index.js'
import { storeBackups } from '../facts/store-backups.js'
import { stores } from '../facts/stores.js'

export const restoreStore = defineFix({
  id: 'auth/restore-store',
  title: 'Keep a copy of the broken store beside it, and put back its newest intact state',
  risk: 'review',
  needs: { stores, storeBackups },
  touches: [stores, storeBackups],
  plan: ({ stores, storeBackups }, { data }) => {
    const found = fileOf(stores, data.agent)
    const broken = storeBackups.find(({ agent }) => agent === data.agent)
    if (found?.file == null || found.file.sha256 === '')
      return { refuse: 'the store could not be read again' }
    const path = found.agent.storePath
    if (broken === undefined || broken.backup === null)
      return {
        refuse: `no intact earlier state of ${path} is known. Move it away, run the doctor again, which copies the logins of other programs, and add other keys again`,
      }
    const { backup, seenAt } = broken
    const { sha256 } = found.file
    return [
      {
        op: 'write',
        path: quarantinePath(path, seenAt),
        before: 'absent',
        after: { copyOf: path, sha256 },
        mode: 0o600,
      },
      {
        op: 'write',
        path,
        before: { sha256 },
        after: { copyOf: backup.path, sha256: backup.sha256 },
        lock: true,
      },
    ]
  },
})
