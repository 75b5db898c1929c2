import { expect, it } from 'vitest'
import { cmdLine } from '../../src/ports/cmd-line.js'

it.each([
  [['C:\\npm\\claude.cmd', '--version'], '""C:\\npm\\claude.cmd" "--version""'],
  [['C:\\Program Files (x86)\\a&b.bat', 'a^b|c', ''], '""C:\\Program Files (x86)\\a&b.bat" "a^b|c" """'],
  [['a.cmd', 'C:\\folder\\'], '""a.cmd" "C:\\folder\\\\""'],
])('quotes %j for cmd.exe', (argv, line) => {
  expect(cmdLine(argv)).toBe(line)
})

it.each(['"', '%PATH%', 'a!b', 'a\nb', 'a\rb', 'a\0b'])(
  'refuses %j, which a batch file would change',
  (bad) => {
    expect(cmdLine(['a.cmd', bad])).toBeNull()
    expect(cmdLine([`${bad}.cmd`])).toBeNull()
  },
)
