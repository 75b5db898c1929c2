#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

if (existsSync(join(root, 'dist'))) {
  const { main } = await import('../dist/src/app/main.js')
  await main(process.argv.slice(2), root)
} else {
  process.stderr.write('✖ error: This clone has not been built.\n  next  Run `npm ci && npm run build`.\n')
  process.exitCode = 3
}
