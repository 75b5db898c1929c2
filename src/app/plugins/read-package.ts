import { isAbsolute, join, relative, sep } from 'node:path'
import type { ReadResult } from '../../contract/index.js'
import type { Probes } from '../../ports/types.js'
import { recordsFolder } from '../records-folder.js'
import { type Manifest, readManifest } from './manifest.js'

export type ReadPackage =
  | {
      readonly state: 'ok'
      readonly manifest: Manifest
      /** Both absolute, links resolved. */
      readonly folder: string
      readonly entry: string
    }
  | {
      readonly state: 'wrong'
      readonly reason: string
      readonly name: string | null
      readonly version: string | null
    }

/** Reads the package in a folder: its package.json, and whether its entry is there. Never throws. */
export const readPackage = async (probes: Probes, folder: string): Promise<ReadPackage> => {
  const { fs } = probes
  const found = await fs.readText(join(folder, 'package.json'))
  if (found.state !== 'ok') return { state: 'wrong', reason: WHY_NOT[found.state], name: null, version: null }
  const read = readManifest(found.text, { ...probes, records: recordsFolder(probes) })
  if (read.state !== 'ok') return read
  const { manifest } = read
  const { name, version } = manifest
  const wrong = (reason: string): ReadPackage => ({ state: 'wrong', reason, name, version })
  const [own, entry] = await Promise.all([fs.stat(folder), fs.stat(join(folder, manifest.entry))])
  if (own.state !== 'ok') return wrong('its folder cannot be read')
  if (entry.state !== 'ok') return wrong(`its entry ${manifest.entry} is not there`)
  if (!isBelow(own.realPath, entry.realPath))
    return wrong(`its entry ${manifest.entry} is outside its folder`)
  if (entry.kind !== 'file') return wrong(`its entry ${manifest.entry} is not a file`)
  return { state: 'ok', manifest, folder: own.realPath, entry: entry.realPath }
}

const isBelow = (folder: string, path: string): boolean => {
  const below = relative(folder, path)
  return below !== '' && below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below)
}

const WHY_NOT: Readonly<Record<Exclude<ReadResult['state'], 'ok'>, string>> = {
  absent: 'it has no package.json',
  'dangling-link': 'its package.json is a link that leads nowhere',
  denied: 'its package.json cannot be read',
  folder: 'its package.json is a folder',
  'not-text': 'its package.json is not text',
  failed: 'its package.json cannot be read',
}
