import { plainBaseUrl } from '../../../src/auth/base-url.js'
import { parseEnvFile } from '../../../src/auth/env-file.js'
import { pathOf, stateDir } from '../../../src/auth/paths.js'
import { BASE_URL_VARIABLE } from '../../../src/auth/verify/endpoint.js'
import { defineFact } from '../../../src/contract/index.js'

/**
 * The address at which Anthropic's interface is said to be, by this process's environment or the `.env` of the state
 * folder; null where neither says. A `.env` of the current folder is not asked: whoever wrote it, in a folder that was
 * cloned from somewhere, would be sent the credentials.
 */
export const baseUrl = defineFact({
  id: 'clawdbot/base-url',
  collect: async (context): Promise<{ readonly anthropic: string | null }> => {
    const found = await context.fs.readText(pathOf(context.platform).join(stateDir(context), '.env'))
    const fromFile = found.state === 'ok' ? parseEnvFile(found.text)[BASE_URL_VARIABLE] : undefined
    return { anthropic: plainBaseUrl(context.env[BASE_URL_VARIABLE] ?? fromFile ?? '') || null }
  },
})
