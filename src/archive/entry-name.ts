/** What a header has room for, in bytes of UTF-8. */
const LONGEST = 100

/** Controls, marks that hide or turn around what stands beside them, and halves of characters. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * What is wrong with the name of a file in an archive, as a phrase about "a file"; null for nothing. A good one means
 * the same on every system, and leads nowhere but below the folder that it is put in.
 */
export const nameFault = (name: string): string | null => {
  if (name === '') return 'has no name'
  if (Buffer.byteLength(name) > LONGEST) return `has a name of more than ${LONGEST} bytes`
  if (DECEPTIVE.test(name)) return 'has characters in its name that nobody can see'
  if (name.includes('\\')) return 'has a backslash in its name'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'has an absolute path'
  const parts = name.split('/')
  if (parts.includes('..')) return 'leads out of its folder'
  if (parts.some((part) => part === '' || part === '.')) return 'has an empty part in its path'
  // Windows takes these for others, or for no files at all.
  if (parts.some((part) => /[<>:"|?*]|[. ]$/.test(part) || DEVICES.test(part)))
    return 'has a name that not every system has'
  return name === name.normalize('NFC') ? null : 'has a name that is not in normal form'
}

/** Equal for names that some file system takes for the same. */
const nameKey = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase()

/**
 * What is wrong with names as those of one archive, as a phrase about it; null for nothing. Two of them may be one
 * file somewhere, or one may be the folder of another.
 */
export const namesFault = (names: readonly string[]): string | null => {
  const files = new Set<string>()
  for (const key of names.map(nameKey)) {
    if (files.has(key)) return 'it holds two files of one name'
    files.add(key)
  }
  const isFolder = (key: string): boolean =>
    key.split('/').some((_, index, parts) => index > 0 && files.has(parts.slice(0, index).join('/')))
  return [...files].some(isFolder) ? 'it holds a file and a folder of one name' : null
}
