import { type Place, pathOf } from '../paths.js'

/** What decided where Claude Code looks, and in which of its forms: `empty` and `relative` surprise people. */
export type DecidedBy =
  | { readonly by: 'home' }
  | {
      readonly by: 'CLAUDE_CONFIG_DIR' | 'CLAUDE_SECURESTORAGE_CONFIG_DIR'
      readonly form: 'absolute' | 'relative' | 'empty'
    }

export interface ClaudeFolder {
  readonly path: string
  readonly decided: DecidedBy
}

export interface ClaudeCredentialsFile extends ClaudeFolder {
  /** Whether Claude Code itself would use it; it never falls back to another. */
  readonly used: boolean
}

const homeFolder = (place: Place): string => pathOf(place.platform).join(place.home, '.claude')

/** Neither `~` nor white space means anything here: the value is a path as it stands. */
const named = (
  place: Place,
  by: 'CLAUDE_CONFIG_DIR' | 'CLAUDE_SECURESTORAGE_CONFIG_DIR',
  empty: string,
): ClaudeFolder | null => {
  const value = place.env[by]
  if (value === undefined) return null
  if (value === '') return { path: empty, decided: { by, form: 'empty' } }
  const path = pathOf(place.platform)
  const form = path.isAbsolute(value) ? 'absolute' : 'relative'
  return { path: path.resolve(place.cwd, value.normalize('NFC')), decided: { by, form } }
}

/** The folder of Claude Code's settings and state. Set but empty means the cwd. */
export const claudeConfigDir = (place: Place): ClaudeFolder =>
  named(place, 'CLAUDE_CONFIG_DIR', place.cwd) ?? { path: homeFolder(place), decided: { by: 'home' } }

/**
 * The credentials file that Claude Code uses, first; then the one in the home where that is another, because a login
 * may have been left there.
 */
export const claudeCredentialsFiles = (place: Place): readonly ClaudeCredentialsFile[] => {
  const file = (folder: string): string => pathOf(place.platform).join(folder, '.credentials.json')
  const used = named(place, 'CLAUDE_SECURESTORAGE_CONFIG_DIR', homeFolder(place)) ?? claudeConfigDir(place)
  const atHome = file(homeFolder(place))
  const first = { path: file(used.path), decided: used.decided, used: true }
  return first.path === atHome ? [first] : [first, { path: atHome, decided: { by: 'home' }, used: false }]
}

export const claudeSettingsPath = (place: Place): string =>
  pathOf(place.platform).join(claudeConfigDir(place).path, 'settings.json')

/** The lock folders that Claude Code takes while it refreshes, in the order in which it takes them. */
export const claudeRefreshLocks = (place: Place): readonly string[] => {
  const { path } = claudeConfigDir(place)
  return [pathOf(place.platform).join(path, '.oauth_refresh.lock'), `${path}.lock`]
}
