import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../plugins/index.js'
import type { ProbeFs } from '../../src/contract/index.js'
import { createFactStore } from '../../src/engine/fact-store.js'
import { createRegistry } from '../../src/engine/registry.js'
import { runChecks } from '../../src/engine/run-checks.js'
import { createMachine } from '../../src/ports/machine.js'
import { createRedactor } from '../../src/redact/index.js'
import { crowd } from './crowd.js'

const NOW = Date.UTC(2026, 0, 1)

/** Counts what a whole diagnosis asks of the file system, by path, and which secrets it gave a name. */
const diagnosed = async (agents: number) => {
  const home = crowd(agents, 5, NOW)
  const { probes, known, named } = createMachine({
    env: { HOME: home },
    home,
    cwd: home,
    platform: 'linux',
    now: () => NOW,
    terminal: false,
  })
  const asked: Record<'readText' | 'stat' | 'list' | 'writable', string[]> = {
    readText: [],
    stat: [],
    list: [],
    writable: [],
  }
  const counting = <R>(call: keyof typeof asked, real: (path: string) => Promise<R>) => {
    return (path: string): Promise<R> => {
      if (path.startsWith(home)) asked[call].push(path)
      return real(path)
    }
  }
  const fs: ProbeFs = {
    readText: counting('readText', probes.fs.readText),
    stat: counting('stat', probes.fs.stat),
    list: counting('list', probes.fs.list),
    writable: counting('writable', probes.fs.writable),
  }
  const started: string[] = []
  const exec: typeof probes.exec = (argv, ...rest) => {
    started.push(argv.join(' '))
    return probes.exec(argv, ...rest)
  }
  const facts = createFactStore({ ...probes, fs, exec }, { timeoutMs: 60_000, settings: {} })
  const checks = [...createRegistry(bundledPlugins).checks.values()].filter(({ id }) =>
    /^(auth|config)\//.test(id),
  )
  const results = await runChecks(checks, facts, { concurrency: 8, timeoutMs: 60_000, terminal: null })
  const { redactJson } = createRedactor({ known, named, redactors: [] })
  redactJson(JSON.parse(JSON.stringify(results.flatMap(({ findings }) => findings))))
  return { asked, started, results, known: known().length, named: named().length }
}

describe('a diagnosis of many agents', async () => {
  const [few, more] = [await diagnosed(20), await diagnosed(40)]

  it('finds what is wrong with each of them', () => {
    const ended = more.results.find(({ check }) => check.id === 'auth/expiry')?.findings ?? []
    expect(ended.filter(({ messageId }) => messageId === 'expired')).toHaveLength(40)
  })

  it('reads no file twice', () => {
    for (const { asked } of [few, more])
      expect(asked.readText.filter((path, at) => asked.readText.indexOf(path) !== at)).toEqual([])
  })

  it('asks of the disk for each agent the same, however many there are', () => {
    for (const call of ['readText', 'stat', 'list', 'writable'] as const) {
      const each = (more.asked[call].length - few.asked[call].length) / 20
      expect(each, call).toBe(Math.round(each))
      expect(each, call).toBeLessThanOrEqual({ readText: 4, stat: 10, list: 2, writable: 1 }[call])
    }
  })

  it('starts the same programs, however many there are', () => {
    expect(more.started.toSorted()).toEqual(few.started.toSorted())
  })

  it('gives a name to no secret that it does not show', () => {
    expect(more.known).toBe(40 * 5)
    expect(more.named).toBe(0)
  })
})
