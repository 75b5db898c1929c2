import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { rolldown } from 'rolldown'
import { withoutCompileHints } from './compile-hints.mjs'
import { groupsByUse } from './groups.mjs'
import { lateImports } from './late.mjs'
import { listrParts } from './listr.mjs'
import { oclifParts } from './oclif.mjs'
import { programTexts } from './program.mjs'
import { undiciParts } from './undici.mjs'
import { virtualModules } from './virtual-modules.mjs'

const root = join(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const readJson = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'))

/** Optional parts of oclif's: it runs TypeScript where that is installed. */
const NOT_THERE = ['typescript', 'ts-node', 'tsx', 'tsx/cjs/api']

/**
 * Where the package lies and what it says of itself, as what is bundled knows it: nothing has to be read for that.
 * @param {string} dist
 */
const packageRootText = (dist) => {
  const { name, version, description, type, oclif } = readJson(join(root, 'package.json'))
  return {
    [join(dist, 'src', 'app', 'package-root.js')]: `
      import { join } from 'node:path'
      export const packageRoot = join(__dirname, '..', '..')
      export const manifest = ${JSON.stringify({ name, version, description, type, oclif })}
      export const { version } = manifest
    `,
  }
}

/** A text of JavaScript in which nothing but ASCII stands: it is read and kept at half the cost. */
const inAscii = (/** @type {string} */ code) =>
  code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A module as `build/start/chunks.ts` loads it: as it lies there, since to put a text around it there would copy it. */
const asFunction = (/** @type {string} */ code) =>
  `(function (exports, require, module, __filename, __dirname) {${code}\n})`

/**
 * Returns where the modules lie that the program is made of.
 * @param {string} dist
 */
export const bundleCli = async (dist) => {
  const to = join(dist, 'cli')
  const { name, version } = readJson(join(root, 'package.json'))
  const groups = groupsByUse(dist)
  const bundle = await rolldown({
    input: { main: 'virtual:main' },
    platform: 'node',
    cwd: root,
    external: NOT_THERE,
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      virtualModules({
        ...programTexts(dist),
        ...packageRootText(dist),
      }),
      groups.plugin,
      lateImports(dist),
      listrParts(),
      undiciParts,
      oclifParts(readJson(join(modules, '@oclif', 'core', 'package.json')).version),
    ],
    checks: { ineffectiveDynamicImport: false },
  })
  const { output } = await bundle.write({
    dir: to,
    format: 'cjs',
    minify: true,
    comments: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: ({ name }) => `${name.replace('virtual_', '')}-[hash].cjs`,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: groups.groups,
    },
  })
  await bundle.close()
  const hash = createHash('sha256')
  for (const { fileName } of output) {
    const path = join(to, fileName)
    const code = asFunction(withoutCompileHints(inAscii(readFileSync(path, 'utf8')), fileName))
    writeFileSync(path, code)
    hash.update(fileName).update(code)
  }
  for (const program of PROGRAMS) await bundleProgram(program, dist, to)
  const commands = Object.keys(readJson(join(root, 'oclif.manifest.json')).commands)
  const program = { name, version, build: hash.digest('hex').slice(0, 16), commands }
  const start = await rolldown({
    input: join(import.meta.dirname, 'start', 'start.ts'),
    platform: 'node',
    plugins: [
      virtualModules({
        'virtual:program': Object.entries(program)
          .map(([key, value]) => `export const ${key} = ${JSON.stringify(value)}`)
          .join('\n'),
      }),
    ],
  })
  await start.write({ file: join(to, 'start.cjs'), format: 'cjs', minify: true })
  await start.close()
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
}

/** What reads databases, in a process of its own, and what counts reports, in a thread. */
const PROGRAMS = [
  ['src', 'ports', 'sqlite-reader.js'],
  ['src', 'app', 'support', 'count-worker.js'],
]

const bundleProgram = async (
  /** @type {string[]} */ program,
  /** @type {string} */ dist,
  /** @type {string} */ to,
) => {
  const bundle = await rolldown({
    input: join(dist, ...program),
    platform: 'node',
    external: NOT_THERE,
    treeshake: { moduleSideEffects: true },
    plugins: [virtualModules(packageRootText(dist))],
  })
  const file = join(to, `${basename(program.at(-1) ?? '', '.js')}.cjs`)
  await bundle.write({ file, format: 'cjs', minify: true, codeSplitting: false })
  await bundle.close()
}
