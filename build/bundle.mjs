// Makes of the compiled program what starts fast. Each part says what it buys.
import { join } from 'node:path'
import { bundleCli } from './cli.mjs'
import { bundleSandbox } from './sandbox.mjs'

const dist = process.argv[2] ?? join(import.meta.dirname, '..', 'dist')
await bundleSandbox(dist)
await bundleCli(dist)
