import { join } from 'node:path'
import type { Probes } from '../../ports/types.js'
import { PACKAGE } from '../called-as.js'
import { type Consent, readConsents } from './consents.js'
import { type FoundPlugin, rejected } from './found.js'
import { inBoth } from './grant.js'
import { consentsPath, installedFolder, packageIn, rootOf } from './places.js'
import { readPackage } from './read-package.js'

/**
 * Plugins that were installed or linked, by what was agreed to. Where nobody can tell what that was, all that are
 * installed come without rights, and a line of its own says so.
 */
export const findAgreed = async (probes: Probes, cli = PACKAGE): Promise<readonly FoundPlugin[]> => {
  const read = await readConsents(probes)
  if (read.state === 'ok')
    return Promise.all(
      Object.entries(read.consents)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, consent]) => agreedPlugin(probes, { name, consent, cli })),
    )
  const why = `${read.reason}, so no plugin has a right that was agreed to: mend or move ${consentsPath(probes)}`
  return [rejected({ id: 'consents.json', origin: 'installed' }, why), ...(await withoutConsents(probes))]
}

interface Agreed {
  readonly name: string
  readonly consent: Consent
  /** The name this program was called by. */
  readonly cli: string
}

const agreedPlugin = async (probes: Probes, agreed: Agreed): Promise<FoundPlugin> => {
  const { name, consent } = agreed
  const { origin, agreedAt } = consent
  const told = { id: name, origin, agreedAt, version: consent.version }
  const root = await rootFor(probes, name, consent)
  if (root === null) return rejected(told, `its folder is gone: ${howToRenew(agreed)}`)
  const packageFolder = origin === 'linked' ? root : packageIn(root, name)
  const read = await readPackage(probes, packageFolder)
  if (read.state !== 'ok') return rejected(told, read.reason)
  const { manifest } = read
  if (manifest.name !== name) return rejected(told, `it calls itself ${manifest.name} now`)
  if (manifest.version !== consent.version)
    return rejected(
      { ...told, version: manifest.version },
      `changed since you agreed to ${consent.version}: ${howToRenew(agreed)}`,
    )
  return {
    ...told,
    reason: null,
    folder: origin === 'linked' ? read.folder : root,
    packageFolder: read.folder,
    entry: read.entry,
    checks: manifest.checks,
    declared: manifest.declared,
    granted: inBoth(manifest.declared, consent.granted),
  }
}

/** Absolute, links resolved; null where it is gone. */
const rootFor = async (probes: Probes, name: string, consent: Consent): Promise<string | null> => {
  const path = consent.origin === 'linked' ? consent.folder : rootOf(probes, name, consent.integrity ?? '')
  const found = path === undefined ? null : await probes.fs.stat(path)
  return found?.state === 'ok' ? found.realPath : null
}

const howToRenew = ({ name, consent: { origin, folder }, cli }: Agreed): string =>
  `run \`${cli} plugins ${origin === 'linked' ? `link ${folder}` : `update ${name}`}\``

const withoutConsents = async (probes: Probes): Promise<readonly FoundPlugin[]> => {
  const names = await namesIn(probes, installedFolder(probes))
  const found = names
    .filter((name) => !name.startsWith('.') && name !== 'consents.json')
    .map(async (folder): Promise<readonly FoundPlugin[]> => {
      const name = folder.replace('+', '/')
      const told = { id: name, origin: 'installed' } as const
      const [root, ...others] = await namesIn(probes, join(installedFolder(probes), folder))
      if (root === undefined) return []
      if (others.length > 0) return [rejected(told, 'which of its versions was agreed to cannot be told')]
      const at = await probes.fs.stat(join(installedFolder(probes), folder, root))
      if (at.state !== 'ok') return [rejected(told, 'its folder cannot be read')]
      const read = await readPackage(probes, packageIn(at.realPath, name))
      if (read.state !== 'ok') return [rejected({ ...told, version: read.version }, read.reason)]
      const { version, checks, declared, name: id } = read.manifest
      if (id !== name) return [rejected(told, `it calls itself ${id} now`)]
      const { folder: packageFolder, entry } = read
      const plugin = { ...told, version, agreedAt: null, reason: null, folder: at.realPath }
      return [{ ...plugin, packageFolder, entry, checks, declared, granted: {} }]
    })
  return (await Promise.all(found)).flat()
}

const namesIn = async ({ fs }: Probes, folder: string): Promise<readonly string[]> => {
  const found = await fs.list(folder)
  return found.state === 'ok' ? found.names : []
}
