import { join } from 'node:path'
import { rolldown } from 'rolldown'

/**
 * The programs of plugins' processes, each as one CommonJS file: loading some 25 small modules took longer than starting
 * Node, and a CommonJS entry does without most of Node's loader for modules (2 to 4 ms).
 */
const PROGRAMS = ['main', 'data-main', 'elsewhere-main']

/**
 * @param {string} input
 * @param {string} file
 * @param {'cjs' | 'esm'} format
 */
const intoOneFile = async (input, file, format) => {
  // The package says that none of its modules does anything but export: these programs do.
  const treeshake = { moduleSideEffects: (/** @type {string} */ id) => id.endsWith('main.js') }
  const bundle = await rolldown({ input, platform: 'node', treeshake })
  await bundle.write({ file, format, codeSplitting: false, minify: true })
  await bundle.close()
}

/** @param {string} dist */
export const bundleSandbox = async (dist) => {
  const [from, to] = [join(dist, 'src', 'sandbox'), join(dist, 'sandbox')]
  for (const name of PROGRAMS) await intoOneFile(join(from, `${name}.js`), join(to, `${name}.cjs`), 'cjs')
  // What a plugin's `import … from 'clawdbot-doctor'` is given there.
  await intoOneFile(join(dist, 'src', 'contract', 'index.js'), join(to, 'contract.mjs'), 'esm')
}
