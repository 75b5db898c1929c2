import { parseTcpListeners, type TcpListener } from '../../../src/auth/service/tcp-listeners.js'
import { defineFact } from '../../../src/contract/index.js'

/** Every TCP port that something listens on; null where the system does not show them. */
export const listeners = defineFact({
  id: 'gateway/listeners',
  collect: async ({ fs, platform }): Promise<readonly TcpListener[] | null> => {
    if (platform !== 'linux') return null
    const found = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => fs.readText(path)))
    const texts = found.flatMap((each) => (each.state === 'ok' ? [each.text] : []))
    return texts.length === 0 ? null : texts.flatMap(parseTcpListeners)
  },
})
