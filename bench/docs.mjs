// `npm run bench:docs`: draws bench/results/ into docs/performance/, and writes its figures into docs/performance.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, root } from '../scripts/root.mjs'
import { plotsOf } from './plots.mjs'
import { readResults } from './result.mjs'
import { pageWith } from './tables.mjs'

export const writeDocs = () => {
  const results = readResults()
  const page = join(root, 'docs', 'performance.md')
  writeFileSync(page, pageWith(readFileSync(page, 'utf8'), results))
  const folder = join(root, 'docs', 'performance')
  mkdirSync(folder, { recursive: true })
  for (const [name, drawn] of Object.entries(plotsOf(results))) writeFileSync(join(folder, name), drawn)
  process.stdout.write('  → docs/performance.md, docs/performance/\n')
}

if (isMain(import.meta.url)) writeDocs()
