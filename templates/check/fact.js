// @ts-check
import { absent, defineFact, denied } from 'clawdbot-doctor'

/**
 * A file and its permission bits.
 * @typedef {{ readonly path: string, readonly mode: number }} KnownFile
 */

export const __CAMEL__File = defineFact({
  id: '__DOMAIN__/__NAME__-file',
  timeoutMs: 1000,
  /** @returns {Promise<KnownFile | import('clawdbot-doctor').NotThere>} */
  collect: async ({ fs, home, platform }) => {
    if (platform === 'win32') return absent('Windows keeps no permission bits')
    const path = `${home}/.__DOMAIN__/__NAME__.json`
    const found = await fs.stat(path)
    if (found.state === 'denied') return denied(`${path} may not be looked at`)
    if (found.state !== 'ok' || found.kind !== 'file') return absent(`there is no file ${path}`)
    return { path, mode: found.mode }
  },
})
