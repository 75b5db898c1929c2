export interface Mount {
  readonly at: string
  readonly type: string
  readonly readOnly: boolean
}

/** Blanks and the like stand in octal. */
const plain = (field: string): string =>
  field.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))

/** The lines of `/proc/mounts`, in order; what is no such line is passed over. */
export const parseMounts = (text: string): readonly Mount[] =>
  text.split('\n').flatMap((line) => {
    const [, at = '', type = '', options = ''] = line.split(' ')
    return at.startsWith('/') ? [{ at: plain(at), type, readOnly: options.split(',').includes('ro') }] : []
  })

/** The mount that a path is on: the innermost, and of several at one place the last. */
export const mountOf = (path: string, mounts: readonly Mount[]): Mount | null =>
  mounts
    .filter(({ at }) => path === at || path.startsWith(at === '/' ? at : `${at}/`))
    .reduce<Mount | null>(
      (best, mount) => (best !== null && best.at.length > mount.at.length ? best : mount),
      null,
    )
