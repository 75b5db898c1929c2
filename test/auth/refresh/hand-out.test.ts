import { expect, it } from 'vitest'
import { sources, textOf } from '../../repository/files.js'

const importers = (module: RegExp): readonly string[] =>
  sources.filter((file) =>
    [...textOf(file).matchAll(/from '([^']+)'/g)].some(([, from = '']) => module.test(from)),
  )

it('the text of a secret is handed out by resolveCredential alone', () => {
  expect(importers(/\/hand-out\.js$/)).toEqual(['src/app/resolve-credential.ts'])
  const revealing = sources.filter((file) => /import \{[^}]*\breveal\b[^}]*\} from/.test(textOf(file)))
  expect(revealing.length).toBeGreaterThan(2)
  expect(revealing.filter((file) => !file.startsWith('src/ports/'))).toEqual([])
})
