import { statSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, orExit, root, say } from './root.mjs'
import { npm } from './run.mjs'

/** @param {string} path */
const modified = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Installs what the lock file names, unless that has been done since it last changed. Throws when it fails. */
export function installIfNeeded() {
  // npm writes this file last, so an install that was cut short counts as none.
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return
  say('Installing dependencies (npm ci) …')
  // Without --include, NODE_ENV=production leaves out the compiler; without --loglevel, `npm run -s` hides why it failed.
  npm('npm ci', ['ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund'])
}

if (isMain(import.meta.url)) orExit(installIfNeeded)
