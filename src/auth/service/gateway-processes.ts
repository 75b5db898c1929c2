import type { GatewayService } from './gateway-service.js'

/** What of a gateway process is judged. */
export interface JudgedProcess {
  readonly pid: number
  /** Unix milliseconds. */
  readonly startedAt: number
  readonly units: readonly string[]
  readonly configPath: string | null
}

/** A command such as `clawdbot gateway status` goes by the gateway's name too, and is over by then. */
export const SETTLED_MS = 30_000

export interface SortedProcesses<P extends JudgedProcess> {
  /** Started by one of these services, each with its service. */
  readonly ofServices: readonly { readonly process: P; readonly service: GatewayService }[]
  /** Started by nobody's service, the eldest first. */
  readonly byHand: readonly P[]
}

/**
 * The processes that may be this shell's gateway: not those of another config, of a service that is not judged, or
 * that have only just started. `all` are the services there are, `judged` those of this shell's gateway.
 */
export const sortProcesses = <P extends JudgedProcess>(
  processes: readonly P[],
  services: { readonly all: readonly GatewayService[]; readonly judged: readonly GatewayService[] },
  configPath: string,
  now: number,
): SortedProcesses<P> => {
  const mine = processes
    .filter((each) => each.configPath === null || each.configPath === configPath)
    .filter(({ startedAt }) => now - startedAt >= SETTLED_MS)
    .toSorted((a, b) => a.startedAt - b.startedAt)
  const runs = ({ name, state }: GatewayService, { units, pid }: P): boolean =>
    units.includes(name) || state?.pid === pid
  return {
    ofServices: mine.flatMap((process) => {
      const service = services.judged.find((each) => runs(each, process))
      return service === undefined ? [] : [{ process, service }]
    }),
    byHand: mine.filter((process) => !services.all.some((each) => runs(each, process))),
  }
}
