import { accountNamed } from '../../../src/auth/service/accounts.js'
import { defineFact, type ProbeFs } from '../../../src/contract/index.js'
import { accounts } from './accounts.js'

/** A home with state in it that this process may read. */
export interface HomeWithState {
  readonly path: string
  readonly clawdbot: boolean
  readonly claude: boolean
}

/** Whose home this is, and which others there are with something in them. */
export interface Homes {
  readonly home: string
  /** The home that the system has for this user; null where it does not say. */
  readonly ofAccount: string | null
  /** Who called `sudo`; null where nobody did. */
  readonly sudoUser: string | null
  readonly ofSudoUser: string | null
  /** Those of other paths than `home`. */
  readonly others: readonly HomeWithState[]
}

/** A machine with more users than this is nobody's bot. */
const MOST_HOMES = 50

export const homes = defineFact({
  id: 'host/homes',
  needs: { accounts },
  collect: async ({ fs, env, home, platform, user }, { accounts }): Promise<Homes> => {
    const sudoUser = user.uid === 0 && env.SUDO_USER && env.SUDO_USER !== 'root' ? env.SUDO_USER : null
    const base = platform === 'darwin' ? '/Users' : '/home'
    const listed = platform === 'win32' ? null : await fs.list(base)
    const paths = [
      ...accounts.filter(({ uid }) => uid === 0 || (uid >= 1000 && uid < 65_534)).map(({ home }) => home),
      ...(listed?.state === 'ok' ? listed.names.map((name) => `${base}/${name}`) : []),
    ]
    const others = [...new Set(paths)].filter((path) => path !== home).slice(0, MOST_HOMES)
    const found = await Promise.all(others.map((path) => stateIn(path, fs)))
    const homeOf = (name: string) =>
      accountNamed(accounts, name)?.home ??
      (listed?.state === 'ok' && listed.names.includes(name) ? `${base}/${name}` : null)
    return {
      home,
      ofAccount: accounts.find(({ uid }) => uid === user.uid)?.home ?? null,
      sudoUser,
      ofSudoUser: sudoUser === null ? null : homeOf(sudoUser),
      others: found.filter(({ clawdbot, claude }) => clawdbot || claude),
    }
  },
})

const stateIn = async (path: string, fs: ProbeFs): Promise<HomeWithState> => {
  const isThere = async (name: string) => (await fs.stat(`${path}/${name}`)).state === 'ok'
  const [agents, config, claude] = await Promise.all(
    ['.clawdbot/agents', '.clawdbot/clawdbot.json', '.claude/.credentials.json'].map(isThere),
  )
  return { path, clawdbot: agents === true || config === true, claude: claude === true }
}
