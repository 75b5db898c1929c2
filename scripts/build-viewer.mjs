import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMain, root } from './root.mjs'
import { run } from './run.mjs'

const SOURCES = join(root, 'src', 'report', 'viewer')

/** What a support report's page needs besides its data, bundled from the sources: one script, one style sheet. */
export async function bundleViewer() {
  const { build } = await import('vite')
  const built = await build({
    configFile: false,
    envFile: false,
    root: SOURCES,
    logLevel: 'error',
    build: {
      write: false,
      // Four years of browsers; a module script is deferred, and sees the whole page.
      target: ['chrome111', 'firefox115', 'safari16.4'],
      modulePreload: false,
      rolldownOptions: { input: { page: join(SOURCES, 'main.ts'), style: join(SOURCES, 'page.css') } },
    },
  })
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []))
  const script = outputs.flatMap((each) => (each.type === 'chunk' && each.name === 'page' ? [each.code] : []))
  const style = outputs.flatMap((each) =>
    each.type === 'asset' && each.fileName.endsWith('.css') ? [String(each.source)] : [],
  )
  if (script.length !== 1 || style.length !== 1)
    throw new Error(
      `The page needs one script and one style sheet, not ${script.length} and ${style.length}.`,
    )
  return { script: script.join(''), style: style.join('') }
}

/**
 * Writes them to `viewer` in a folder. Bundling is asynchronous and the build is not: it has a process of its own.
 * @param {string} folder
 */
export const buildViewer = (folder) =>
  run('the page', [process.execPath, fileURLToPath(import.meta.url), join(folder, 'viewer')])

if (isMain(import.meta.url)) {
  const folder = process.argv[2] ?? join(root, 'dist', 'viewer')
  const { script, style } = await bundleViewer()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'page.js'), script)
  writeFileSync(join(folder, 'page.css'), style)
}
