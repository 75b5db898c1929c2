// `npm run example`: builds the example plugin as an author would, and runs its tests and every rule.
import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { isMain, orExit, root } from './root.mjs'
import { run, tool } from './run.mjs'

export const example = join(root, 'plugins', 'example-disk-quota')

/** Compiles the example against this clone. Throws with the compiler's words when that fails. */
export function buildExample() {
  buildIfStale()
  // A package finds the doctor in its own node_modules. npm has no way to say that the root of a clone is meant, and a link
  // to that would lead whoever walks through the folders round in a circle: so it is a link to what was built.
  const doctor = join(example, 'node_modules', 'clawdbot-doctor')
  mkdirSync(doctor, { recursive: true })
  copyFileSync(join(root, 'package.json'), join(doctor, 'package.json'))
  if (!existsSync(join(doctor, 'dist'))) symlinkSync(join(root, 'dist'), join(doctor, 'dist'), 'junction')
  rmSync(join(example, 'dist'), { recursive: true, force: true })
  run('tsc', [...tool('typescript/bin/tsc'), '--project', example])
}

if (isMain(import.meta.url))
  orExit(() => {
    buildExample()
    const options = { cwd: example }
    run(
      'its tests',
      [process.execPath, '--test', 'dist/test/parse-quota.test.js', 'dist/test/disk-quota.test.js'],
      options,
    )
    process.stdout.write(
      run('checks verify', [process.execPath, join(root, 'bin', 'run.js'), 'checks', 'verify', '.'], options),
    )
  })
