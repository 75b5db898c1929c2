/**
 * The format that a command line asks for on standard output, before anybody has parsed it: whatever is wrong with the
 * rest of it is to be told in that format too. Null where none is named.
 */
export const stdoutFormat = (argv: readonly string[]): string | null => {
  const end = argv.indexOf('--')
  const words = argv.slice(0, end < 0 ? argv.length : end)
  if (words.includes('--json')) return 'json'
  const valuesOf = (flag: string): readonly string[] =>
    words.flatMap((word, index) => {
      if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)]
      const value = words[index + 1]
      return word === flag && value !== undefined ? [value] : []
    })
  const outputs = valuesOf('--output').flatMap(
    (value) => /^(\w+):(?:-|\/dev\/stdout)$/.exec(value)?.[1] ?? [],
  )
  return [...valuesOf('--format'), ...outputs][0] ?? null
}
