import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { committed } from './committed.js'

const root = join(import.meta.dirname, '..', '..')

it('publishes the schemas that the program was built with', () => {
  const script = join(root, 'scripts/write-schemas.mjs')
  const fresh = JSON.parse(execFileSync(process.execPath, [script, '--print'], { encoding: 'utf8' }))
  const published = Object.fromEntries(
    readdirSync(join(root, 'schemas')).map((name) => [name, committed(`schemas/${name}`)]),
  )
  expect(published, 'run `npm run build` and commit schemas/').toEqual(fresh)
})
