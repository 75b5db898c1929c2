import { createRequire } from 'node:module'
import { dirname } from 'node:path'

// By its own name, so that it is found from the sources and from what is built alike.
const ownPackage = createRequire(import.meta.url)

/** The folder this program is installed in. */
export const packageRoot: string = dirname(ownPackage.resolve('clawdbot-doctor/package.json'))

/** This package's own package.json, as far as the program needs it. */
export const manifest: {
  readonly name: string
  readonly version: string
  readonly oclif: Readonly<Record<string, unknown>> & {
    readonly topics: Record<string, { description: string }>
  }
} = ownPackage('clawdbot-doctor/package.json')

export const { version } = manifest
