import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { undiciParts } from './undici.mjs'

/** What other packages import, and what reads databases for them in a process of its own, beside what starts it. */
const ENTRIES = { index: 'index.js', testing: 'testing/index.js', 'sqlite-reader': 'ports/sqlite-reader.js' }

const RUN_ALONE = /[\\/]sqlite-reader\.js$/

/**
 * Writes the public entries with all that they need, so that nothing has to be installed beside this package. Returns
 * where the modules lie that they are made of.
 * @param {string} dist
 */
export const bundlePublic = async (dist) => {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, join(dist, 'src', file)])),
    platform: 'node',
    plugins: [undiciParts],
    // The package says that none of its modules does anything but export: this one does.
    treeshake: { moduleSideEffects: [{ test: RUN_ALONE, sideEffects: true }] },
  })
  const { output } = await bundle.write({
    dir: join(dist, 'public'),
    format: 'esm',
    minify: true,
    comments: false,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
  })
  await bundle.close()
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
}
