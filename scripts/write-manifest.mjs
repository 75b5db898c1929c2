import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Plugin } from '@oclif/core'
import { root } from './root.mjs'

// What `oclif manifest` does, with the commands in a fixed order: its own follows the file system's.
const plugin = new Plugin({
  errorOnManifestCreate: true,
  ignoreManifest: true,
  respectNoCacheDefault: true,
  root,
  type: 'core',
})
await plugin.load()
const { commands, version } = plugin.manifest
const sorted = Object.fromEntries(Object.entries(commands).sort(([a], [b]) => (a < b ? -1 : 1)))
const text = `${JSON.stringify({ commands: sorted, version }, null, 2)}\n`

if (process.argv[2] === '--print') {
  process.stdout.write(text)
} else {
  const path = join(root, 'oclif.manifest.json')
  let before = ''
  try {
    before = readFileSync(path, 'utf8')
  } catch {}
  if (before !== text) writeFileSync(path, text)
}
