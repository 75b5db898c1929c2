import type { Place } from '../paths.js'

/** The folders in which systemd looks for units, the strongest first. */
export const userUnitFolders = ({ env, home }: Place): readonly string[] => {
  const runtime = env.XDG_RUNTIME_DIR
  const folders = [
    `${env.XDG_CONFIG_HOME || `${home}/.config`}/systemd/user`,
    // The manager of the user need not have the variable that this shell has.
    `${home}/.config/systemd/user`,
    '/etc/systemd/user',
    ...(runtime ? [`${runtime}/systemd/user`] : []),
    '/run/systemd/user',
    `${env.XDG_DATA_HOME || `${home}/.local/share`}/systemd/user`,
    '/usr/local/lib/systemd/user',
    '/usr/lib/systemd/user',
  ]
  return [...new Set(folders)]
}

export const SYSTEM_UNIT_FOLDERS: readonly string[] = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
]

/** The names of the folders that may hold drop-ins of a unit, the most particular first: `a-b.service.d`, `a-.service.d`. */
export const dropInFolderNames = (unit: string): readonly string[] => {
  const bare = unit.replace(/\.service$/, '')
  const dashes = [...bare.matchAll(/-/g)].map(({ index }) => index).toReversed()
  const shorter = dashes.map((at) => `${bare.slice(0, at + 1)}.service.d`)
  const template = bare.includes('@') ? [`${bare.split('@')[0]}@.service.d`] : []
  return [...new Set([`${unit}.d`, ...template, ...shorter, 'service.d'])]
}
