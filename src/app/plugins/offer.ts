import type { Capabilities } from '../../contract/index.js'
import type { PluginOffer } from '../../report/plugins-schema.js'
import type { AboutPackage } from './about-package.js'
import type { Consent } from './consents.js'
import type { FetchedPackage } from './fetch-package.js'
import { beyond, rightsOf } from './grant.js'
import type { Manifest } from './manifest.js'
import { runNpm } from './npm.js'
import type { Companions } from './prepare-root.js'
import { shownText } from './printable-text.js'
import type { Workshop } from './workshop.js'

type Described = Pick<
  PluginOffer,
  'source' | 'publisher' | 'integrity' | 'size' | 'files' | 'companions' | 'scripts'
>

/** A plugin as it is shown to whoever has to agree to it. */
export const offerOf = (
  { name, version, checks, declared }: Manifest,
  { author, licence, repository }: AboutPackage,
  before: Consent | null,
  described: Described,
): PluginOffer => ({
  id: name,
  version,
  was: before?.version ?? null,
  author,
  licence,
  repository,
  ...described,
  checks: checks === null ? null : [...checks],
  rights: rightsShown(declared, before?.granted ?? {}),
})

const rightsShown = (declared: Capabilities, agreed: Capabilities): PluginOffer['rights'] => {
  const fresh = new Set(beyond(declared, agreed).map(({ kind, value }) => `${kind}:${value}`))
  return rightsOf(declared).map(({ kind, value }) => ({ kind, value, isNew: fresh.has(`${kind}:${value}`) }))
}

/** What is told of a package that was fetched, besides what it says itself. */
export const describeFetched = async (
  workshop: Workshop,
  { source, manifest, integrity, size, files, about }: FetchedPackage,
  { count, withScripts }: Companions,
): Promise<Described> => ({
  source: source.kind === 'registry' ? `npm: ${source.spec}` : source.spec,
  publisher: source.kind === 'registry' ? await publisherOf(workshop, manifest) : null,
  integrity,
  size,
  files,
  companions: count,
  scripts: [...about.scripts, ...withScripts.map((name) => `those of ${shownText(name)}`)],
})

/** Who published it, as the registry says; null where it does not. */
const publisherOf = async (workshop: Workshop, { name, version }: Manifest): Promise<string | null> => {
  try {
    const folder = await workshop.folderFor('view')
    const args = ['view', `${name}@${version}`, '_npmUser']
    const user: unknown = JSON.parse(await runNpm(workshop, { args, folder, what: 'ask who published it' }))
    if (typeof user === 'string') return shownText(user) || null
    const named = typeof user === 'object' && user !== null && 'name' in user ? user.name : null
    return typeof named === 'string' ? shownText(named) || null : null
  } catch {
    return null
  }
}
