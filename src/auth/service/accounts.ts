/** One user of the machine. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly home: string
}

/** The lines of `/etc/passwd`; what is no such line is passed over. */
export const parsePasswd = (text: string): readonly Account[] =>
  text.split('\n').flatMap((line) => {
    const [name = '', , uid = '', , , home = ''] = line.split(':')
    return name !== '' && /^\d+$/.test(uid) && home.startsWith('/') ? [{ name, uid: Number(uid), home }] : []
  })

/** By name, or by a number as `User=` also takes it. */
export const accountNamed = (accounts: readonly Account[], user: string): Account | undefined =>
  accounts.find(({ name, uid }) => name === user || String(uid) === user)
