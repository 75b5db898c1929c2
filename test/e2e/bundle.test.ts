import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { makeHome, runCli } from './cli.js'

const root = join(import.meta.dirname, '../..')

/** A script that runs the program as it was compiled, module by module, with oclif finding its commands on the disk. */
const unbundled = (): string => {
  const script = join(makeHome(), 'unbundled.mjs')
  const main = pathToFileURL(join(root, 'dist/src/app/main.js')).href
  // oclif looks for its plugins among what is installed with a program; what is bundled is not.
  writeFileSync(
    script,
    `import { createRequire } from 'node:module'
     import { main } from ${JSON.stringify(main)}
     const manifest = createRequire(import.meta.url)(${JSON.stringify(join(root, 'package.json'))})
     manifest.dependencies = manifest.devDependencies
     await main(process.argv.slice(2), ${JSON.stringify(root)})\n`,
  )
  return script
}

it.each([
  [['--version']],
  [['-V']],
  [['--help']],
  [[]],
  [['help', 'doctor']],
  [['help', '--nested-commands']],
  [['models']],
  [['models', 'auth', '--help']],
  [['models', 'auth', 'order', 'set', '--help']],
  [['nope']],
  [['nope', '--json']],
  [['models', '--json']],
  [['doctor', '--nope']],
  [['doctor', '--nope', '--json']],
  [['doctor', '--warn-within', 'soon']],
  [['models', 'auth', 'order', 'set']],
  [['checks', 'list']],
  [['checks', 'list', '--json']],
  [['checks', 'show', 'auth/expiry']],
  [['plugins', 'list']],
  [['models', 'status', '--check', '--no-sync']],
  [['models', 'status', '--check', '--json', '--no-sync']],
  [['doctor', '--no-sync', '--only', 'auth/*']],
  [['autocomplete', 'zsh', '--refresh-cache']],
])('%j says and does the same where the program is not bundled', async (args) => {
  const home = makeHome()
  const env = { XDG_CACHE_HOME: join(home, 'cache') }
  const bundled = await runCli(args, { home, env })
  expect(await runCli(args, { home, env, script: unbundled() })).toEqual(bundled)
})
