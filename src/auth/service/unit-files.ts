import type { ProbeFs } from '../../contract/index.js'
import { isGatewayUnit, runsGateway } from './gateway-names.js'
import { readUnitDefinition, type UnitText } from './unit-definition.js'
import { dropInFolderNames } from './unit-folders.js'
import type { UnitManager } from './unit-specifiers.js'

/** A unit that runs the gateway, by its files. */
export interface UnitFiles {
  readonly unit: string
  readonly path: string
  readonly texts: readonly UnitText[]
  /** Of the unit and its drop-ins, what is there and cannot be read. */
  readonly unread: readonly string[]
}

/** Every unit in these folders, the strongest first, that has the name of a gateway or the command of one. */
export const gatewayUnits = async (
  folders: readonly string[],
  manager: UnitManager,
  fs: ProbeFs,
): Promise<readonly UnitFiles[]> => {
  const first = new Map<string, string>()
  const listings = await Promise.all(folders.map((folder) => fs.list(folder)))
  listings.forEach((listed, index) => {
    const names = listed.state === 'ok' ? listed.names : []
    for (const name of names.filter((each) => each.endsWith('.service')))
      if (!first.has(name)) first.set(name, `${folders[index]}/${name}`)
  })
  const found = await Promise.all(
    [...first].map(async ([unit, path]): Promise<UnitFiles[]> => {
      // What a distribution brings is never the gateway under another name, and there are hundreds of them.
      if (path.startsWith('/usr/lib/') && !isGatewayUnit(unit)) return []
      const read = await fs.readText(path)
      if (read.state !== 'ok')
        return isGatewayUnit(unit) && read.state === 'denied'
          ? [{ unit, path, texts: [], unread: [path] }]
          : []
      // An empty file, as a link to /dev/null, is how a unit is masked.
      const isMasked = read.text.trim() === ''
      const texts = [{ path, text: read.text }]
      const runs = isGatewayUnit(unit) || runsGateway(readUnitDefinition(texts, unit, manager).command)
      if (isMasked || !runs) return []
      const dropIns = await readDropIns(unit, folders, fs)
      return [{ unit, path, texts: [...texts, ...dropIns.texts], unread: dropIns.unread }]
    }),
  )
  return found.flat()
}

const readDropIns = async (
  unit: string,
  folders: readonly string[],
  fs: ProbeFs,
): Promise<Pick<UnitFiles, 'texts' | 'unread'>> => {
  const places = dropInFolderNames(unit).flatMap((name) => folders.map((folder) => `${folder}/${name}`))
  const listings = await Promise.all(places.map((place) => fs.list(place)))
  const byName = new Map<string, string>()
  listings.forEach((listed, index) => {
    const names = listed.state === 'ok' ? listed.names : []
    for (const name of names.filter((each) => each.endsWith('.conf')))
      if (!byName.has(name)) byName.set(name, `${places[index]}/${name}`)
  })
  const paths = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path)
  const read = await Promise.all(paths.map(async (path) => ({ path, found: await fs.readText(path) })))
  return {
    texts: read.flatMap(({ path, found }) => (found.state === 'ok' ? [{ path, text: found.text }] : [])),
    unread: read.flatMap(({ path, found }) => (found.state === 'denied' ? [path] : [])),
  }
}
