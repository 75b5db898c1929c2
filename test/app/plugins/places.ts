import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createMachine } from '../../../src/ports/machine.js'
import type { Probes } from '../../../src/ports/types.js'
import { makeFolder } from '../../setup/temp-folder.js'

export interface Place {
  readonly home: string
  readonly probes: Probes
  /** Writes a file in the home and returns its absolute path; 0644 where no mode is given. */
  put(path: string, content: string | object, mode?: number): string
}

/** A home in a temp folder, and the ports to it. */
export const makePlace = async (): Promise<Place> => {
  const home = await makeFolder()
  const { probes } = createMachine({ home, cwd: home, env: { HOME: home } })
  const put: Place['put'] = (path, content, mode = 0o644) => {
    const full = join(home, path)
    mkdirSync(dirname(full), { recursive: true, mode: 0o755 })
    writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content))
    chmodSync(full, mode)
    return full
  }
  return { home, probes, put }
}

/** The package.json of a plugin. */
export const packageJson = (
  name: string,
  rest: { readonly version?: string; readonly block?: object } = {},
): object => ({
  name,
  version: rest.version ?? '1.0.0',
  type: 'module',
  'clawdbot-doctor': { apiVersion: '^1', entry: './index.js', ...rest.block },
})

export const DOCTOR = '.clawdbot/doctor'
