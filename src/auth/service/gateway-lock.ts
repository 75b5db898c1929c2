import { parseJson } from '../../json/parse.js'
import { isMapping } from '../mapping.js'

/** What a gateway writes down when it starts, so that no second one runs with the same config. */
export interface GatewayLock {
  readonly pid: number
  readonly configPath: string
  /** As in {@link ProcessRecord}; null where the system does not say. */
  readonly startTicks: number | null
}

export const isGatewayLockName = (name: string): boolean => /^gateway\.[0-9a-f]+\.lock$/.test(name)

export const parseGatewayLock = (text: string): GatewayLock | null => {
  const parsed = parseJson(text)
  if (parsed.state !== 'ok' || !isMapping(parsed.value)) return null
  const { pid, configPath, startTime } = parsed.value
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || typeof configPath !== 'string') return null
  return { pid, configPath, startTicks: typeof startTime === 'number' ? startTime : null }
}

/** The folder of these locks, as Node finds the one for temporary files. */
export const gatewayLockFolder = (env: Readonly<Record<string, string | undefined>>, uid: number): string => {
  const base = env.TMPDIR || env.TMP || env.TEMP || '/tmp'
  return `${base.replace(/(?<=.)\/$/, '')}/clawdbot-${uid}`
}
