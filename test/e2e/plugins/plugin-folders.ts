import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Capabilities } from '../../../src/contract/index.js'
import type { OutsidePlugin } from '../../../src/engine/sandbox/outside-plugin.js'
import { makeHome } from '../cli.js'

/** The parts of a plugin's source, as JavaScript; what is left out is an honest plugin's. */
export interface PluginSource {
  readonly domain?: string
  readonly before?: string
  readonly collect?: string
  readonly evaluate?: string
  readonly fixes?: string
  readonly redactors?: string
  readonly checkFixes?: readonly string[]
  readonly checks?: string
}

const MESSAGES = `{ bad: { what: 'It is {{word}}.', why: 'It matters.', next: 'Do something.' } }`

/** A plugin module with one fact and one check; by default it finds nothing. */
export const pluginSource = ({
  domain = 'third',
  before = '',
  collect = 'async () => 1',
  evaluate = '() => []',
  fixes = '[]',
  redactors = '[]',
  checks,
}: PluginSource = {}): string => `
${before}
const fact = { id: '${domain}/fact', needs: {}, collect: ${collect} }
const check = {
  id: '${domain}/check', title: 'All is well', docsUrl: 'docs/check.md', severity: 'error', tags: ['${domain}'],
  needs: { fact }, messages: ${MESSAGES}, evaluate: ${evaluate},
}
const sibling = { ...check, id: '${domain}/sibling', needs: {}, evaluate: () => [] }
const fixes = ${fixes}
export default {
  apiVersion: 1, id: '${domain}', facts: [fact], checks: ${checks ?? '[check, sibling]'}, fixes, redactors: ${redactors},
}
`

export const finding = (over: string): string =>
  `({ messageId: 'bad', subject: 'it', data: { word: 'bad' }, evidence: [], ${over} })`

/** Writes a package into a new folder and tells of it as the registry would. */
export const outside = (
  source: string,
  {
    id = 'third-party',
    granted = {},
    checks = ['third/check', 'third/sibling'],
    files = {},
  }: {
    readonly id?: string
    readonly granted?: Capabilities
    readonly checks?: readonly string[] | null
    readonly files?: Readonly<Record<string, string>>
  } = {},
): OutsidePlugin => {
  const folder = realpathSync(makeHome())
  const all = { 'package.json': '{"type": "module"}', 'index.js': source, ...files }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return {
    id,
    version: '1.0.0',
    origin: 'installed',
    folder,
    entry: join(folder, 'index.js'),
    checks,
    declared: granted,
    granted,
  }
}
