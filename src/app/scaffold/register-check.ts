import { editJson } from '../../json/edit.js'
import type { Manifest } from '../plugins/manifest.js'
import type { CheckName } from './check-name.js'

/** A file of a package with a check added to it; null where it has another form than the one it was made with. */
type Registered = string | null

const IMPORT = /^import .*$/gm

const withImports = (text: string, imports: readonly string[]): Registered => {
  const last = [...text.matchAll(IMPORT)].at(-1)
  if (last === undefined) return null
  const end = last.index + last[0].length
  return [text.slice(0, end), ...imports.map((line) => `\n${line}`), text.slice(end)].join('')
}

/** Puts an item first in the one list that opens so. */
const withItem = (text: Registered, opening: string, item: string): Registered => {
  const pattern = new RegExp(`^(\\s*${opening} ?\\[)(?=\\s*(\\S))`, 'gm')
  if (text === null || [...text.matchAll(pattern)].length !== 1) return null
  return text.replace(pattern, (_, open: string, next: string) => `${open}${item}${next === ']' ? '' : ', '}`)
}

/** `src/index.js` with a check, its fact and its fix. */
export const registerParts = (text: string, { name, camel }: CheckName): Registered => {
  const parts = [
    ['facts', `${camel}File`],
    ['checks', `${camel}Check`],
    ['fixes', `${camel}Fix`],
  ] as const
  const imported = withImports(text, [
    `import { ${camel}Check } from './checks/${name}.js'`,
    `import { ${camel}File } from './facts/${name}.js'`,
    `import { ${camel}Fix } from './fixes/${name}.js'`,
  ])
  return parts.reduce<Registered>((done, [list, item]) => withItem(done, `${list}:`, item), imported)
}

/** `examples.js` with the examples of a check. */
export const registerExamples = (text: string, { name, camel }: CheckName): Registered =>
  withItem(
    withImports(text, [`import { ${camel}Examples } from './examples/${name}.js'`]),
    'export default',
    `...${camel}Examples`,
  )

/** `package.json` with the check's id, and what it asks to read. Throws an `EditError` or a `ParseError`. */
export const registerInManifest = (
  text: string,
  { checks, declared }: Pick<Manifest, 'checks' | 'declared'>,
  { id, domain, name }: CheckName,
): string =>
  editJson(text, 'json', [
    { at: ['clawdbot-doctor', 'checks'], set: [...(checks ?? []), id] },
    {
      at: ['clawdbot-doctor', 'capabilities', 'read'],
      set: [...(declared.read ?? []), `~/.${domain}/${name}.json`],
    },
  ])
