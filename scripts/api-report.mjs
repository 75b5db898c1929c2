// The public declarations as they were built, one report for each entry of the package.
// usage: node scripts/api-report.mjs           writes api/*.api.md
//        node scripts/api-report.mjs --check   fails where they differ from what is committed
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'
import { createTwoFilesPatch } from 'diff'
import { isMain, orExit, root } from './root.mjs'

const REPORTS = {
  'api/clawdbot-doctor.api.md': 'dist/src/index.d.ts',
  'api/testing.api.md': 'dist/src/testing/index.d.ts',
}

const SILENT = /** @type {import('@microsoft/api-extractor').ExtractorLogLevel} */ ('none')

/**
 * Throws where the declarations hold an error.
 * @param {string} entry
 */
function reportOf(entry) {
  const folder = mkdtempSync(join(tmpdir(), 'api-report-'))
  try {
    const extractorConfig = ExtractorConfig.prepare({
      configObjectFullPath: undefined,
      packageJsonFullPath: join(root, 'package.json'),
      configObject: {
        projectFolder: root,
        mainEntryPointFilePath: join(root, entry),
        compiler: { tsconfigFilePath: join(root, 'tsconfig.json') },
        newlineKind: 'lf',
        apiReport: {
          enabled: true,
          reportFileName: 'report',
          reportFolder: folder,
          reportTempFolder: join(folder, 'temp'),
          // A type that can only be reached through another one is promised just as well.
          includeForgottenExports: true,
        },
        docModel: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: { extractorMessageReporting: { default: { logLevel: SILENT } } },
      },
    })
    const problems = /** @type {string[]} */ ([])
    const { succeeded } = Extractor.invoke(extractorConfig, {
      localBuild: true,
      messageCallback: (message) => {
        message.handled = true
        if (message.logLevel === 'error') problems.push(message.formatMessageWithLocation(root))
      },
    })
    if (!succeeded) throw new Error(`${entry} cannot be reported:\n${problems.join('\n')}`)
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
