import { z } from 'zod'
import { isSecret } from '../../contract/data-copy.js'
import type { Capabilities, NetRequest, NetResult, ProbeContext, Value } from '../../contract/index.js'
import type { Border } from './border-values.js'
import { programEnv } from './granted-env.js'
import { grantedFiles } from './granted-files.js'
import { isLoopback, mayReach, mayRun } from './grants.js'
import type { SandboxExec, SandboxHost } from './host.js'
import type { Reach } from './reach.js'

const path = z.tuple([z.string()])
const milliseconds = z.number().positive().max(600_000).optional()
const ARGUMENTS = {
  'fs.readText': path,
  'fs.stat': path,
  'fs.list': path,
  'fs.writable': path,
  'fs.diskSpace': path,
  exec: z.union([
    z.tuple([z.array(z.string()).min(1).max(1000)]),
    z.tuple([z.array(z.string()).min(1).max(1000), z.object({ timeoutMs: milliseconds })]),
  ]),
  which: path,
  'keychain.read': z.tuple([z.string(), z.string()]),
  'net.request': z.tuple([
    z.object({
      method: z.enum(['GET', 'POST']),
      url: z.string(),
      headers: z.record(z.string(), z.unknown()).optional(),
      body: z.unknown().optional(),
      timeoutMs: milliseconds,
      maxBytes: z
        .number()
        .positive()
        .max(1024 * 1024)
        .optional(),
    }),
  ]),
} as const

type Method = keyof typeof ARGUMENTS

export interface CallSurroundings {
  readonly host: SandboxHost
  readonly border: Border
  readonly granted: Capabilities
  readonly reach: Reach
  /** Told each path that it may know and asked for. */
  readonly onGranted: (path: string) => void
  /** Told what was asked for and is not granted: `read /etc/passwd`. */
  readonly onRefused: (what: string) => void
}

const NOT_SENT: NetResult = { outcome: 'not-sent', reason: 'not-allowed' }

/** Answers what a plugin asks of the machine, as far as it was granted. Throws where it is no such question. */
export const createCalls = (
  context: ProbeContext,
  { host, border, granted, reach, onGranted, onRefused }: CallSurroundings,
) => {
  const fs = grantedFiles(context.fs, {
    reach,
    cwd: context.cwd,
    onGranted,
    onRefused: (path) => onRefused(`read ${path}`),
  })
  const exec: SandboxExec = host.execWith?.(programEnv(context.env, granted)) ?? context.exec

  const request = async (asked: NetRequest): Promise<NetResult> => {
    const isElsewhere = !isLoopback(asked.url)
    const isForeign = secretsIn([asked.headers, asked.body]).some((secret) => !border.isItsOwn(secret))
    if (mayReach(granted, asked.url) && !isForeign && (host.online || !isElsewhere))
      return context.net.request({ ...asked, signal: context.signal })
    onRefused(isForeign ? `send a secret that is not its own to ${asked.url}` : `reach ${asked.url}`)
    return NOT_SENT
  }
  const run = async (argv: readonly string[], timeoutMs: number | undefined): Promise<unknown> => {
    if (mayRun(granted, argv[0] ?? ''))
      return exec(argv, { signal: context.signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
    onRefused(`run ${argv[0]}`)
    return { outcome: 'denied' }
  }
  const which = async (name: string): Promise<unknown> => {
    if (mayRun(granted, name)) return context.which(name)
    onRefused(`look for ${name}`)
    return []
  }
  return async (method: string, given: readonly unknown[]): Promise<unknown> => {
    if (!Object.hasOwn(ARGUMENTS, method)) throw new Error('it asked for something that there is not')
    const known = method as Method
    const args = border.received(ARGUMENTS[known].parse(given)) as readonly [never, never]
    switch (known) {
      case 'fs.readText':
        return fs.readText(args[0])
      case 'fs.stat':
        return fs.stat(args[0])
      case 'fs.list':
        return fs.list(args[0])
      case 'fs.writable':
        return fs.writable(args[0])
      case 'fs.diskSpace':
        return fs.diskSpace?.(args[0]) ?? null
      case 'exec':
        return run(args[0], (args[1] as { timeoutMs?: number } | undefined)?.timeoutMs)
      case 'which':
        return which(args[0])
      case 'keychain.read':
        onRefused('read the Keychain')
        return { state: 'not-asked', reason: 'not-allowed' }
      case 'net.request':
        return request(args[0])
    }
  }
}

/** Every secret in some data. */
export const secretsIn = (value: unknown): readonly Extract<Value, { pseudonym: string }>[] => {
  if (typeof value !== 'object' || value === null) return []
  if (isSecret(value)) return [value]
  return Object.values(value).flatMap(secretsIn)
}
