import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameFault, namesFault } from '../../src/archive/entry-name.js'

describe('the name of a file in an archive', () => {
  it.each(['report.json', 'included/logs/gateway.log', 'a b/ä.txt', '.env', 'console.log', 'x'.repeat(100)])(
    'may be %s',
    (name) => expect(nameFault(name)).toBeNull(),
  )

  it.each([
    ['', 'has no name'],
    ['/etc/passwd', 'has an absolute path'],
    ['//host/share', 'has an absolute path'],
    ['c:\\x', 'has a backslash in its name'],
    ['C:/x', 'has an absolute path'],
    ['..', 'leads out of its folder'],
    ['a/../../b', 'leads out of its folder'],
    ['a//b', 'has an empty part in its path'],
    ['./a', 'has an empty part in its path'],
    ['a/', 'has an empty part in its path'],
    ['a\0b', 'has characters in its name that nobody can see'],
    ['a\u001b[2Jb', 'has characters in its name that nobody can see'],
    ['a\nb', 'has characters in its name that nobody can see'],
    ['gpj.\u202ehtml', 'has characters in its name that nobody can see'],
    ['a\u200b', 'has characters in its name that nobody can see'],
    ['\ud800', 'has characters in its name that nobody can see'],
    ['CON', 'has a name that not every system has'],
    ['a/nul.txt', 'has a name that not every system has'],
    ['a. ', 'has a name that not every system has'],
    ['log:stream', 'has a name that not every system has'],
    ['...', 'has a name that not every system has'],
    ['what?', 'has a name that not every system has'],
    ['a\u0301', 'has a name that is not in normal form'],
    ['ä'.repeat(51), 'has a name of more than 100 bytes'],
  ])('may not be %j', (name, fault) => expect(nameFault(name)).toBe(fault))

  it('that is taken stays below its folder on every system', () => {
    const anyName = fc.array(fc.constantFrom('a', '..', '.', '/', '\\', ':', 'C', ' ', '\0', 'é'), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(anyName, (parts) => {
        const name = parts.join('')
        if (nameFault(name) !== null) return
        expect(posix.resolve('/folder', name).startsWith('/folder/')).toBe(true)
        expect(win32.resolve('C:\\folder', name).startsWith('C:\\folder\\')).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    [['straße.log', 'STRASSE.log'], 'it holds two files of one name'],
    [['\u00e9', 'e\u0301'], 'it holds two files of one name'],
    [['logs', 'LOGS/a'], 'it holds a file and a folder of one name'],
    [['logs/a', 'logs/b'], null],
  ])('goes together with others as in %j or not', (names, fault) => expect(namesFault(names)).toBe(fault))
})
