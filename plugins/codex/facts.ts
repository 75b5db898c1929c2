import { codexAuthPath, type ExternalReading, parseCodexCredentials } from '../../src/auth/external-cli.js'
import { isTurnedOff } from '../../src/auth/turned-off.js'
import { defineFact, type Unavailable } from '../../src/contract/index.js'

export interface CodexCredentials {
  readonly path: string
  readonly reading: ExternalReading | Unavailable
}

/** The login of the Codex command line. Its file has no expiry: the file's time stands for it. */
export const credentials = defineFact({
  id: 'codex/credentials',
  collect: async (context): Promise<CodexCredentials> => {
    const path = codexAuthPath(context)
    if (isTurnedOff(context.settings, 'codex')) return { path, reading: { state: 'absent' } }
    const found = await context.fs.readText(path)
    if (found.state !== 'ok') return { path, reading: found }
    return { path, reading: parseCodexCredentials(found.text, found.stat.mtimeMs, context.seal) }
  },
})
