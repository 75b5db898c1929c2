import type { FoundLock } from './lock.js'

/** Who holds a lock, as far as can be told: whoever wrote itself down, else a gateway where one runs. */
export const lockHolder = ({ holder }: Pick<FoundLock, 'holder'>, gateways: readonly number[]): string => {
  if (holder !== null) {
    const { pid, program } = holder
    return `process ${pid}${program === null ? '' : ` (${program})`}`
  }
  if (gateways.length === 0) return 'a program that cannot be told from here'
  const one = gateways.length === 1
  return `${one ? 'the gateway' : 'a gateway'}, it seems (process ${gateways.join(' or ')})`
}
