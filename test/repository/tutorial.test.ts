import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The code blocks of CONTRIBUTING.md that are whole files, by the path their step names. */
const files = (): ReadonlyMap<string, string> => {
  const steps = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(
    /^\d\. \*\*[^*]+\*\*, `([^`]+\.ts)`.*?```ts\n(.*?)```/gms,
  )
  return new Map([...steps].map(([, path = '', code = '']) => [path, code.replaceAll(/^ {3}/gm, '')]))
}

it('the check of "add a check in five minutes" compiles and passes its cases as printed', () => {
  const clone = mkdtempSync(join(tmpdir(), 'doctor-tutorial-'))
  onTestFinished(() => rmSync(clone, { recursive: true, force: true }))
  for (const name of ['src', 'plugins', 'checks', 'test/checks/facts.ts'])
    cpSync(join(root, name), join(clone, name), { recursive: true })
  for (const name of ['node_modules', 'package.json', 'tsconfig.json'])
    symlinkSync(join(root, name), join(clone, name))
  const written = files()
  expect([...written.keys()]).toEqual(['checks/auth/crowd.ts', 'test/checks/auth/crowd.test.ts'])
  for (const [path, code] of written) {
    mkdirSync(dirname(join(clone, path)), { recursive: true })
    writeFileSync(join(clone, path), code)
  }
  writeFileSync(
    join(clone, 'tsconfig.all.json'),
    '{"extends":"./tsconfig.json","compilerOptions":{"noEmit":true},"include":["src","checks","plugins","test"]}',
  )
  const run = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: clone, encoding: 'utf8' })
    return { status, output: stdout + stderr }
  }
  expect(run(join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.all.json')).toEqual({
    status: 0,
    output: '',
  })
  const tests = run(join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', clone, 'test/checks/auth')
  expect(tests.output).toMatch(/3 passed/)
  expect(tests.status).toBe(0)
}, 120_000)
