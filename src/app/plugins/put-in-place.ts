import { join } from 'node:path'
import { moveFolder, removeTree } from '../../ports/folders.js'
import { changeConsents } from './change-consents.js'
import type { Consent } from './consents.js'
import { rootOf, rootsOf } from './places.js'
import type { Workshop } from './workshop.js'

/**
 * Puts a root that is whole where it belongs and records the consent to it, which is the one stroke by which it takes
 * the place of the version before. That one is removed after.
 */
export const putInPlace = async (
  workshop: Workshop,
  root: string,
  name: string,
  consent: Consent,
): Promise<void> => {
  const { probes, writer } = workshop
  await changeConsents(workshop, async (consents) => {
    const place = rootOf(probes, name, consent.integrity ?? '')
    await writer.makeFolder(rootsOf(probes, name))
    // Of the same bytes, but nobody knows what was done to it since.
    if ((await probes.fs.stat(place)).state !== 'absent')
      await moveFolder(place, join(await workshop.folderFor('before'), 'root'))
    await moveFolder(root, place)
    return { ...consents, [name]: consent }
  })
  // Nobody goes by it any more; the next change of this plugin tries again.
  await removeOtherRoots(workshop, name, consent).catch(() => undefined)
}

/** Removes the roots of a plugin but that of its consent; all of them where it has none. */
export const removeOtherRoots = async (
  { probes }: Pick<Workshop, 'probes'>,
  name: string,
  consent: Consent | null,
): Promise<void> => {
  const roots = rootsOf(probes, name)
  if (consent === null || consent.origin === 'linked') return removeTree(roots)
  const kept = rootOf(probes, name, consent.integrity ?? '')
  const found = await probes.fs.list(roots)
  for (const each of found.state === 'ok' ? found.names : [])
    if (join(roots, each) !== kept) await removeTree(join(roots, each))
}
