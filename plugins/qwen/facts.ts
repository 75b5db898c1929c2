import {
  type ExternalReading,
  parseQwenCredentials,
  qwenCredentialsPath,
} from '../../src/auth/external-cli.js'
import { isTurnedOff } from '../../src/auth/turned-off.js'
import { defineFact, type Unavailable } from '../../src/contract/index.js'

export interface QwenCredentials {
  readonly path: string
  readonly reading: ExternalReading | Unavailable
}

/** The login of the Qwen command line. */
export const credentials = defineFact({
  id: 'qwen/credentials',
  collect: async (context): Promise<QwenCredentials> => {
    const path = qwenCredentialsPath(context)
    if (isTurnedOff(context.settings, 'qwen')) return { path, reading: { state: 'absent' } }
    const found = await context.fs.readText(path)
    return { path, reading: found.state === 'ok' ? parseQwenCredentials(found.text, context.seal) : found }
  },
})
