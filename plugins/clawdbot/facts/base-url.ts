import { BASE_URL_VARIABLE, plainBaseUrl } from '../../../src/auth/base-url.js'
import { parseEnvFile } from '../../../src/auth/env-file.js'
import { pathOf, stateDir } from '../../../src/auth/paths.js'
import { defineFact } from '../../../src/contract/index.js'
import { config } from './config.js'

/**
 * The address at which Anthropic's interface is said to be: by this process's environment, else the `.env` of the state
 * folder, else the `env` block of the config, which for the gateway only fills in what is not set; null where none
 * says. A `.env` of the current folder is not asked: whoever wrote it, in a folder that was cloned from somewhere, would
 * be sent the credentials.
 */
export const baseUrl = defineFact({
  id: 'clawdbot/base-url',
  needs: { config },
  collect: async (context, { config: { config } }): Promise<{ readonly anthropic: string | null }> => {
    const found = await context.fs.readText(pathOf(context.platform).join(stateDir(context), '.env'))
    const fromFile = found.state === 'ok' ? parseEnvFile(found.text)[BASE_URL_VARIABLE] : undefined
    const fromEnvironment = plainBaseUrl(context.env[BASE_URL_VARIABLE] ?? fromFile ?? '')
    return { anthropic: fromEnvironment || config.anthropicUrl || null }
  },
})
