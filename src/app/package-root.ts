import { createRequire } from 'node:module'
import { dirname } from 'node:path'

// By its own name, so that it is found from the sources and from what is built alike.
const require = createRequire(import.meta.url)

/** The folder this program is installed in. */
export const packageRoot: string = dirname(require.resolve('clawdbot-doctor/package.json'))

export const version: string = (require('clawdbot-doctor/package.json') as { readonly version: string })
  .version
