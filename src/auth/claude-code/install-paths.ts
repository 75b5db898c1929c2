import { type Place, pathOf } from '../paths.js'

/**
 * Where `claude` may be although PATH misses it, best first: a native install, an older local one, npm's global
 * folders, a package manager's.
 */
export const claudeInstallPaths = (
  home: string,
  env: Place['env'],
  platform: Place['platform'],
): readonly string[] => {
  const { join } = pathOf(platform)
  if (platform === 'win32') {
    const appData = env.APPDATA || join(home, 'AppData', 'Roaming')
    return [join(home, '.local', 'bin', 'claude.exe'), join(appData, 'npm', 'claude.cmd')]
  }
  const prefix = env.npm_config_prefix || env.NPM_CONFIG_PREFIX
  const paths = [
    join(home, '.local', 'bin', 'claude'),
    join(home, '.claude', 'local', 'claude'),
    ...(prefix ? [join(prefix, 'bin', 'claude')] : []),
    join(home, '.npm-global', 'bin', 'claude'),
    '/opt/homebrew/bin/claude',
    '/usr/local/bin/claude',
  ]
  return [...new Set(paths)]
}
