import { pathOf } from '../../auth/paths.js'
import type { Probes } from '../../ports/types.js'
import type { OtherHome } from './step.js'

/** Home folders that a list of accounts has for a user id, or for these names. */
export const accountHomes = (
  accounts: string,
  who: { readonly uid: number; readonly names: readonly string[] },
): readonly string[] =>
  accounts.split('\n').flatMap((line) => {
    const [name = '', , uid, , , home = ''] = line.split(':')
    const isWanted = who.names.includes(name) || (who.uid >= 0 && uid === String(who.uid))
    return isWanted && home.startsWith('/') ? [home] : []
  })

/**
 * Homes that the same person has besides the one this run looks in: the account's own where HOME says another, and that
 * of whoever called sudo. Only whether something is there is looked at; what may not be seen counts as not there.
 */
export const otherHomes = async ({
  fs,
  env,
  home,
  user,
  platform,
}: Probes): Promise<readonly OtherHome[]> => {
  if (platform === 'win32') return []
  const names = [env.SUDO_USER ?? ''].filter((name) => name !== '')
  const accounts = await fs.readText('/etc/passwd')
  const listed = accounts.state === 'ok' ? accountHomes(accounts.text, { uid: user.uid, names }) : []
  const onMac = platform === 'darwin' ? [...names, user.name].map((name) => `/Users/${name}`) : []
  const others = [...new Set([...listed, ...onMac])].filter((path) => path !== home)
  return Promise.all(
    others.map(async (path) => {
      const { join } = pathOf(platform)
      const isThere = async (...parts: readonly string[]): Promise<boolean> =>
        (await fs.stat(join(path, ...parts))).state === 'ok'
      return {
        path,
        login: await isThere('.claude', '.credentials.json'),
        store: await isThere('.clawdbot', 'agents', 'main', 'agent', 'auth-profiles.json'),
      }
    }),
  )
}
