// The public declarations as they were built, one report for each entry of the package.
// usage: node scripts/api-report.mjs           writes api/*.api.md
//        node scripts/api-report.mjs --check   fails where they differ from what is committed
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { extract } from '../build/extractor.mjs'
import { isMain, orExit, root } from './root.mjs'

const REPORTS = {
  'api/clawdbot-doctor.api.md': 'dist/public/index.d.ts',
  'api/testing.api.md': 'dist/public/testing.d.ts',
}

/**
 * Throws where the declarations hold an error.
 * @param {string} entry
 */
function reportOf(entry) {
  const folder = mkdtempSync(join(tmpdir(), 'api-report-'))
  try {
    extract(join(root, entry), {
      apiReport: {
        enabled: true,
        reportFileName: 'report',
        reportFolder: folder,
        reportTempFolder: join(folder, 'temp'),
        // A type that can only be reached through another one is promised just as well.
        includeForgottenExports: true,
      },
    })
    return readFileSync(join(folder, 'report.api.md'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} file */
function committed(file) {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch {
    return ''
  }
}

/** @param {boolean} check */
function report(check) {
  const changed = []
  for (const [file, entry] of Object.entries(REPORTS)) {
    const [before, now] = [committed(file), reportOf(entry)]
    if (before === now) continue
    changed.push(createTwoFilesPatch(file, file, before, now, 'committed', 'built'))
    if (!check) {
      mkdirSync(join(root, 'api'), { recursive: true })
      writeFileSync(join(root, file), now)
    }
  }
  if (!check || changed.length === 0) return
  throw new Error(
    `${changed.join('\n')}\nThe public declarations are not those of api/. Whoever uses the package may be broken by ` +
      'this. If it is meant, run `npm run api` and commit api/ with a line in CHANGELOG.md.',
  )
}

if (isMain(import.meta.url)) orExit(() => report(process.argv.includes('--check')))
