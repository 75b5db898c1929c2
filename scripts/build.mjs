import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildViewer } from './build-viewer.mjs'
import { isMain, orExit, root, say } from './root.mjs'
import { run, tool } from './run.mjs'

const STAMP = join(root, 'dist', '.build-stamp')
const FOLDERS = ['src', 'checks', 'plugins', 'build']

/** A hash of every file that the build reads. */
function sourceHash() {
  const sources = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      // A package of its own, with a build of its own.
      .filter((path) => !path.includes('example-disk-quota')),
  )
  const generators = readdirSync(join(root, 'scripts'))
    .filter((name) => name.startsWith('build') || name.startsWith('write-'))
    .map((name) => join(root, 'scripts', name))
  const hash = createHash('sha256')
  for (const path of [
    ...sources,
    ...generators,
    join(root, 'package.json'),
    join(root, 'tsconfig.json'),
  ].sort())
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/** Whether dist was built from just these sources. */
export function isStale() {
  try {
    return readFileSync(STAMP, 'utf8') !== sourceHash()
  } catch {
    return true
  }
}

/** Compiles into dist and writes what is generated from it. Throws with the compiler's words when it fails. */
export function build() {
  const hash = sourceHash()
  // Compiled aside and moved in whole: nothing of a file that was removed stays, and a failed build leaves the last one.
  const aside = join(root, 'node_modules', '.cache', 'clawdbot-doctor', `dist-${process.pid}`)
  mkdirSync(join(aside, '..'), { recursive: true })
  try {
    run('tsc', [...tool('typescript/bin/tsc'), '--outDir', aside])
    run('bundling', [process.execPath, join(root, 'build', 'bundle.mjs'), aside])
    buildViewer(aside)
    rmSync(join(root, 'dist'), { recursive: true, force: true })
    renameSync(aside, join(root, 'dist'))
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  for (const generator of [
    'build/declarations.mjs',
    'scripts/write-manifest.mjs',
    'scripts/write-schemas.mjs',
  ])
    run(generator, [process.execPath, join(root, generator)])
  writeFileSync(STAMP, hash)
}

if (isMain(import.meta.url)) {
  say('Building …')
  orExit(build)
}
