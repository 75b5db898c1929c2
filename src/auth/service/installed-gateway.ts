import type { ProbeFs } from '../../contract/index.js'
import { parseJson } from '../../json/parse.js'
import { isMapping } from '../mapping.js'

/** An installed gateway, as its `package.json` has it. */
export interface InstalledGateway {
  readonly path: string
  readonly version: string
  /** Versions of Node that it runs on; null where it does not say. */
  readonly engines: string | null
  /** When its `package.json` was written, in Unix milliseconds. */
  readonly writtenAt: number
}

/** The package that a file belongs to, its links resolved; null where it is not the gateway's. */
export const gatewayAround = async (path: string | null, fs: ProbeFs): Promise<InstalledGateway | null> => {
  const stat = path === null ? null : await fs.stat(path)
  if (stat?.state !== 'ok') return null
  const folders = stat.realPath.split('/').slice(0, -1)
  const candidates = folders.map(
    (_, index) => `${folders.slice(0, folders.length - index).join('/')}/package.json`,
  )
  for (const candidate of candidates) {
    const found = await fs.readText(candidate)
    const parsed = found.state === 'ok' ? parseJson(found.text) : null
    if (found.state !== 'ok' || parsed?.state !== 'ok' || !isMapping(parsed.value)) continue
    const { name, version, engines } = parsed.value
    if (name !== 'clawdbot') continue
    const node = isMapping(engines) ? engines.node : null
    return {
      path: candidate,
      version: typeof version === 'string' ? version : '',
      engines: typeof node === 'string' ? node : null,
      writtenAt: found.stat.mtimeMs,
    }
  }
  return null
}
