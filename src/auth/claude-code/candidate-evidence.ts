import type { Evidence } from '../../contract/index.js'

interface Candidates {
  readonly files: readonly { readonly used: boolean; readonly reading: { readonly state: string } }[]
  readonly keychain: { readonly reading: { readonly state: string } } | null
  readonly used: 'file' | 'keychain'
}

/** What looking came to in every other place where a login could be than the one that decides. */
export const otherCandidates = ({ files, keychain, used }: Candidates): readonly Evidence[] => {
  const result = (pointer: string, value: string): Evidence => ({
    kind: 'value',
    fact: 'claude/credentials',
    pointer: `${pointer}/reading/state`,
    value,
  })
  return [
    ...(keychain === null || used === 'keychain' ? [] : [result('/keychain', keychain.reading.state)]),
    ...files.flatMap((file, at) =>
      file.used && used === 'file' ? [] : [result(`/files/${at}`, file.reading.state)],
    ),
  ]
}
