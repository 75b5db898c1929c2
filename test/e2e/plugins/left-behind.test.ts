import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runDoctor } from '../../../src/app/doctor.js'
import { makeHome, token } from '../cli.js'
import { machineOf } from '../in-process.js'
import { run, told } from './one-plugin.js'
import { finding, outside, pluginSource } from './plugin-folders.js'

describe('a plugin in a folder of which a link leads out', () => {
  it('is not started', async () => {
    const plugin = outside(pluginSource())
    symlinkSync('/etc', join(plugin.folder, 'away'))
    const report = await run(plugin, makeHome())
    expect(report.rejectedPlugins).toMatchObject([
      { reason: expect.stringContaining('the link away leads out of its folder') },
    ])
  })
})

describe('what a plugin calls a secret', () => {
  it("leaves others' findings and the report's own words as they are", async () => {
    const words = [
      'honest',
      'sibling',
      'error',
      'broken',
      'timeout',
      'loaded',
      'anthropic',
      'claude-opus-4-5',
      'bad',
    ]
    const hostile = outside(
      pluginSource({
        collect: `async (c) => ${JSON.stringify(words)}.map((word) => c.seal(word))`,
        redactors: '[{ id: "all", pattern: /[a-z]+/ }]',
        evaluate: `() => [${finding('')}]`,
      }),
    )
    const honest = outside(
      pluginSource({
        domain: 'honest',
        evaluate: `() => [${finding('data: { word: "loaded honest claude-opus-4-5" }')}]`,
      }),
      {
        id: 'honest-party',
        checks: ['honest/check', 'honest/sibling'],
      },
    )
    const report = await runDoctor({
      machine: machineOf(makeHome()),
      outside: [hostile, honest],
      selection: { only: ['third/*', 'honest/*'] },
      sync: false,
    })
    const own = report.checks.find(({ id }) => id === 'honest/check')
    expect(own?.findings[0]?.what).toBe('It is loaded honest claude-opus-4-5.')
    expect(report.summary).toMatchObject({ status: 'broken', checks: { timeout: 0 } })
    expect(report.plugins?.map(({ state }) => state)).toEqual(['loaded', 'loaded'])
  })
})

describe('a program that a plugin did not wait for', () => {
  it('is ended with the question that it was started for', async () => {
    const home = makeHome()
    const mark = `${process.pid}.${Math.round(performance.now())}`
    const collect = `async (c) => { void c.exec(['sleep', '300.${mark}'], { timeoutMs: 600000 }); await c.fs.stat('/'); return 1 }`
    await told(collect, { home, granted: { run: ['sleep'] } })
    await expect.poll(() => spawnSync('pgrep', ['-f', `sleep 300.${mark}`]).status).toBe(1)
  })
})

describe('what a plugin leaves behind', () => {
  it('makes the run unhealthy by name, where it fails when nobody listens any more', async () => {
    const source = pluginSource({
      collect: 'async () => { void Promise.reject(new Error("too late")); return 1 }',
    })
    const report = await run(outside(source), makeHome())
    expect(report.checks.map(({ outcome }) => outcome)).toEqual(['pass', 'pass'])
    expect(report.plugins?.[0]?.strays).toEqual(['too late'])
    expect(report.summary).toMatchObject({ status: 'broken', exitCode: 1 })
  })

  it('on its standard streams is kept, and holds no secret', async () => {
    const secret = token('oat', 'printed')
    const { report } = await told(
      `async (c) => { c.seal('opaque-and-mine'); console.log('hello ${secret}'); return c.seal('opaque-and-mine').length }`,
    )
    expect(report.plugins?.[0]?.printed).toContain('hello ')
    expect(JSON.stringify(report)).not.toContain(secret.slice(14, 60))
  })

  it('and what it sealed, or its own redactors find, is in no output', async () => {
    const source = pluginSource({
      collect: `async (c) => ({ sealed: c.seal('first-of-mine'), plain: 'ACME-12345678' })`,
      evaluate: `({ fact }) => [${finding(`data: { word: 'first-of-mine ' + fact.plain + ' ' + String(fact.sealed) }`)}]`,
      redactors: '[{ id: "acme", pattern: /ACME-\\d{8}/ }]',
    })
    const report = JSON.stringify(await run(outside(source), makeHome()))
    expect(report).not.toContain('first-of-mine')
    expect(report).not.toContain('ACME-12345678')
  })
})

describe('of the plugins that are there', () => {
  it('only those start whose checks are selected', async () => {
    const plugins = ['one', 'two', 'three'].map((domain) =>
      outside(pluginSource({ domain }), { id: domain, checks: [`${domain}/check`, `${domain}/sibling`] }),
    )
    const report = await runDoctor({
      machine: machineOf(makeHome()),
      outside: plugins,
      selection: { only: ['two/check'] },
    })
    expect(report.plugins?.map(({ id, state }) => [id, state])).toEqual([
      ['one', 'not-started'],
      ['two', 'loaded'],
      ['three', 'not-started'],
    ])
  })

  it('many more than the machine has cores all come to an end', async () => {
    const plugins = Array.from({ length: 12 }, (_, index) =>
      outside(pluginSource({ domain: `p${index}` }), {
        id: `p${index}`,
        checks: index % 2 ? null : [`p${index}/check`, `p${index}/sibling`],
      }),
    )
    const report = await runDoctor({
      machine: machineOf(makeHome()),
      outside: plugins,
      selection: { only: ['p[0-9]*/**'] },
    })
    expect(report.checks.map(({ outcome }) => outcome)).toEqual(Array(24).fill('pass'))
  })
})
