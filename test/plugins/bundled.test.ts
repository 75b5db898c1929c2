import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../plugins/index.js'
import { factsNeededBy } from '../../src/engine/fact-graph.js'
import { createRegistry } from '../../src/engine/registry.js'

const ROOT = resolve(import.meta.dirname, '../..')
const registry = createRegistry(bundledPlugins)
const checks = [...registry.checks.values()]

const namesUnder = async (folder: string, ending: string): Promise<readonly string[]> =>
  (await readdir(join(ROOT, folder), { recursive: true }))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.replaceAll('\\', '/').slice(0, -ending.length))

describe('the bundled plugins', () => {
  it('are taken in by the registry, all of them', () => {
    expect(registry.rejected).toEqual([])
    expect(registry.plugins).toEqual([
      'host',
      'claude-code',
      'codex',
      'qwen',
      'clawdbot',
      'providers',
      'gateway',
      'openclaw',
    ])
  })

  it('offer every check that has a file, under the id its path gives it', async () => {
    expect([...registry.checks.keys()].sort()).toEqual([...(await namesUnder('checks', '.ts'))].sort())
  })

  it('hold every fact their checks and fixes need', () => {
    const needed = [...checks, ...registry.fixes.values()].flatMap(factsNeededBy)
    expect(needed.filter((fact) => registry.facts.get(fact.id) !== fact).map(({ id }) => id)).toEqual([])
  })

  it.each(checks)(
    '$id has its docs page, with every message of it',
    async ({ id, docsUrl, messages, title }) => {
      expect(docsUrl).toBe(`docs/checks/${id}.md`)
      expect(existsSync(join(ROOT, docsUrl))).toBe(true)
      const page = await readFile(join(ROOT, docsUrl), 'utf8')
      expect(page.split('\n')[0]).toBe(`# ${id}: ${title}`)
      const sections = [...page.matchAll(/^### (\w+)$/gm)].map((match) => match[1])
      expect(sections.sort()).toEqual(Object.keys(messages).sort())
    },
  )
})
