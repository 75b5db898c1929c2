/** Who runs the manager of a unit, and the folders that it gives its units. */
export interface UnitManager {
  readonly scope: 'user' | 'system'
  readonly home: string
  readonly userName: string
  readonly uid: number
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * A value with systemd's `%` specifiers put in for the unit of this name; null where one of them is not known here
 * (`%H`, `%m` and the like), because a guess would be taken for a fact.
 */
export const expandSpecifiers = (value: string, unit: string, manager: UnitManager): string | null => {
  let known = true
  const expanded = value.replace(/%(.)/g, (_, letter: string) => {
    const found = specifier(letter, unit, manager)
    if (found === null) known = false
    return found ?? ''
  })
  return known ? expanded : null
}

const specifier = (letter: string, unit: string, { scope, ...manager }: UnitManager): string | null => {
  const { home, userName, uid, env } = manager
  const isUser = scope === 'user'
  const bare = unit.replace(/\.[^.]*$/, '')
  const [prefix = '', instance = ''] = bare.split('@')
  const folder = (name: string, fallback: string, system: string): string =>
    isUser ? env[name] || `${home}/${fallback}` : system
  switch (letter) {
    case '%':
      return '%'
    case 'h':
      return isUser ? home : '/root'
    case 'u':
      return isUser ? userName : 'root'
    case 'U':
      return isUser ? String(uid) : '0'
    case 'n':
      return unit
    case 'N':
      return bare
    case 'p':
      return prefix
    case 'i':
      return instance
    case 't':
      return isUser ? env.XDG_RUNTIME_DIR || `/run/user/${uid}` : '/run'
    case 'E':
      return folder('XDG_CONFIG_HOME', '.config', '/etc')
    case 'C':
      return folder('XDG_CACHE_HOME', '.cache', '/var/cache')
    case 'S':
      return folder('XDG_STATE_HOME', '.local/state', '/var/lib')
    default:
      return null
  }
}
