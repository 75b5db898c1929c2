import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildExample, example } from '../../scripts/build-example.mjs'
import { runNode } from './author.js'
import { makeHome, runCli } from './cli.js'

it('builds the example plugin in its own package, where its tests pass and it holds to every rule', async () => {
  buildExample()
  const { scripts } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'))
  const [, ...words] = scripts.test.split(' ')
  const tests = runNode(example, ...words)
  expect(tests.said).toMatch(/fail 0\n/)
  expect(tests.code).toBe(0)
  const { code, stdout } = await runCli(['checks', 'verify', example, '--json'], { home: makeHome() })
  expect([code, JSON.parse(stdout).rows.filter(({ ok }: { ok: boolean }) => !ok)]).toEqual([0, []])
}, 120_000)

it('packs of the example what a run and a reader need, and nothing else', () => {
  buildExample()
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: example,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  })
  const [{ files }] = JSON.parse(packed)
  expect(files.map(({ path }: { path: string }) => path).sort()).toEqual([
    'README.md',
    'dist/examples.js',
    'dist/src/disk-quota.js',
    'dist/src/index.js',
    'dist/src/parse-quota.js',
    'dist/src/quotas.js',
    'docs/checks/example/disk-quota.md',
    'package.json',
  ])
}, 120_000)
