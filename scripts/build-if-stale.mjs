import { build, isStale } from './build.mjs'
import { installIfNeeded } from './install.mjs'
import { isMain, orExit, say } from './root.mjs'

/** Installs and builds as far as that is needed: nothing, some ten milliseconds long, when all is fresh. */
export function buildIfStale() {
  installIfNeeded()
  if (!isStale()) return
  say('Building …')
  build()
}

if (isMain(import.meta.url)) orExit(buildIfStale)
