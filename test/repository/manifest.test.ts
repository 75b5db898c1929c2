import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { committed } from './committed.js'

const root = join(import.meta.dirname, '..', '..')
const manifest = committed('oclif.manifest.json')

const fresh = (home: string) => {
  const script = join(root, 'scripts/write-manifest.mjs')
  const child = spawnSync(process.execPath, [script, '--print'], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: home, USERPROFILE: home, USER: 'someone-else', COLUMNS: '40' },
  })
  expect(child.stderr).toBe('')
  return child.stdout
}

it('describes every command that was built, so none is "not found"', () => {
  expect(Object.keys(JSON.parse(manifest).commands)).toContain('doctor')
  expect(fresh(join(tmpdir(), 'home-of-someone')), 'run `npm run build` and commit oclif.manifest.json').toBe(
    manifest,
  )
})

it('holds nothing of the machine it was made on', () => {
  const made = fresh(join(tmpdir(), 'home-of-someone'))
  for (const trace of ['home-of-someone', 'someone-else', root, tmpdir()]) expect(made).not.toContain(trace)
})
