import { configFiles } from '../../../src/auth/config-files.js'
import { type AuthPart, authPart } from '../../../src/auth/config-parts.js'
import { defineFact } from '../../../src/contract/index.js'
import { config } from './config.js'

/** What each file of the config says of profiles and orders, weakest first; nothing where it cannot be read. */
export const configParts = defineFact({
  id: 'clawdbot/config-parts',
  needs: { config },
  collect: async ({ fs, platform }, { config }): Promise<readonly AuthPart[]> => {
    if (config.reading.state !== 'ok') return []
    const files = await configFiles(config.path, platform, fs.readText)
    return Promise.all(
      files.map(async (file) => {
        const stat = await fs.stat(file.path)
        return authPart(file, stat.state === 'ok' ? stat.realPath : file.path)
      }),
    )
  },
})
