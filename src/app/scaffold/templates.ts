import { join } from 'node:path'
import { createProbeFs } from '../../ports/read-fs.js'
import { packageRoot, version } from '../package-root.js'
import { Refusal } from '../refusal.js'
import type { CheckName } from './check-name.js'

/** A file of the scaffold, by its path in the new package, and the template it is made from. */
type TemplateFile = readonly [path: string, template: string]

/** What every package has once. */
export const PACKAGE_FILES: readonly TemplateFile[] = [
  ['package.json', 'package/package.json.txt'],
  ['README.md', 'package/README.md'],
  ['LICENSE', 'package/LICENSE'],
  // npm would take a file of this name in a template's folder for its own.
  ['.gitignore', 'package/gitignore'],
  ['.github/workflows/ci.yml', 'package/ci.yml'],
  ['jsconfig.json', 'package/jsconfig.json'],
  ['src/index.js', 'package/index.js'],
  ['examples.js', 'package/examples.js'],
  ['test/examples.test.js', 'package/examples.test.js'],
]

/** What every check has. */
export const CHECK_FILES: readonly TemplateFile[] = [
  ['src/checks/__NAME__.js', 'check/check.js'],
  ['src/facts/__NAME__.js', 'check/fact.js'],
  ['src/fixes/__NAME__.js', 'check/fix.js'],
  ['examples/__NAME__.js', 'check/examples.js'],
  ['test/__NAME__.test.js', 'check/check.test.js'],
  ['docs/checks/__DOMAIN__/__NAME__.md', 'check/page.md'],
]

export interface ScaffoldFile {
  /** In the package, with `/`. */
  readonly path: string
  readonly text: string
}

/** Fills templates in. Throws a {@link Refusal} where this program was not installed whole. */
export const fillTemplates = (
  files: readonly TemplateFile[],
  { domain, name, camel }: CheckName,
  packageName: string,
): Promise<readonly ScaffoldFile[]> => {
  const fs = createProbeFs()
  const words: Readonly<Record<string, string>> = {
    DOMAIN: domain,
    NAME: name,
    CAMEL: camel,
    PACKAGE: packageName,
    VERSION: version,
  }
  const fill = (text: string): string =>
    text.replaceAll(/__([A-Z]+)__/g, (whole, word: string) => words[word] ?? whole)
  return Promise.all(
    files.map(async ([path, template]) => {
      const found = await fs.readText(join(packageRoot, 'templates', template))
      if (found.state === 'ok') return { path: fill(path), text: fill(found.text) }
      throw new Refusal('NOT_WHOLE', `The template ${template} is missing.`, 'Install this program again.')
    }),
  )
}
