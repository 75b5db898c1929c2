import { type Account, parsePasswd } from '../../../src/auth/service/accounts.js'
import { defineFact } from '../../../src/contract/index.js'

/** The users that `/etc/passwd` knows; none where there is no such file, and on a Mac none but the system's. */
export const accounts = defineFact({
  id: 'host/accounts',
  collect: async ({ fs, platform }): Promise<readonly Account[]> => {
    if (platform === 'win32') return []
    const found = await fs.readText('/etc/passwd')
    return found.state === 'ok' ? parsePasswd(found.text) : []
  },
})
