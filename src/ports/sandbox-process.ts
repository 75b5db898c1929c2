import { type ChildProcess, spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { reasonOf } from './errno.js'
import { guardInspector } from './inspector-guard.js'
import { readLines } from './message-lines.js'
import { permissionFlags } from './permission-flags.js'
import { killAtExit, killTree } from './process-tree.js'
import { watchMemory } from './resident-memory.js'
import type { SandboxEnd, SandboxLaunch, SandboxProcess, StartSandbox } from './types.js'

const KEPT_OUTPUT = 16 * 1024
/** Which of its streams carries messages. */
const MESSAGES = 3
const LINGERING_MS = 250
const OUT_OF_HEAP = 'heap out of memory'

/** Nothing that the user keeps in the environment; what is left is about language and time alone. */
const BARE_ENVIRONMENT = ['LANG', 'LC_ALL', 'TZ', 'SystemRoot'] as const

const bareEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    BARE_ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  )

const start = (launch: SandboxLaunch): ChildProcess =>
  spawn(
    process.execPath,
    [
      ...permissionFlags(launch.readable),
      `--max-old-space-size=${launch.heapMegabytes}`,
      '--no-warnings',
      '--no-global-search-paths',
      launch.program,
    ],
    {
      cwd: launch.folder,
      env: bareEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
      detached: process.platform !== 'win32',
    },
  )

/** Keeps the beginning of what a process prints; more than `most` bytes of it are too much. */
const overhear = (child: ChildProcess, most: number, onTooMuch: () => void): (() => string) => {
  const kept: Buffer[] = []
  let room = KEPT_OUTPUT
  let printed = 0
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      if (room > 0) kept.push(chunk.subarray(0, room))
      room -= chunk.length
      printed += chunk.length
      if (printed > most) onTooMuch()
    })
    stream?.on('error', () => {})
  }
  return () => Buffer.concat(kept).toString('utf8')
}

/**
 * Starts one of this program's modules in a process of its own, which can touch nothing of the machine but the paths
 * named, and speaks by lines of JSON: it reads them from its standard input, and writes them to its fourth stream. It is
 * killed, with all it started, when it breaks a limit, when it is told to, and when this process ends. Never throws.
 */
export const startSandbox: StartSandbox = (launch, onMessage) => {
  const unguard = guardInspector()
  let child: ChildProcess
  try {
    child = start(launch)
  } catch (error) {
    unguard()
    return neverStarted(reasonOf(error))
  }
  let why: SandboxEnd | null = null
  const end = (reason: SandboxEnd): void => {
    if (why !== null) return
    why = reason
    killTree(child)
  }
  const printed = overhear(child, launch.outputBytes, () => end({ why: 'output' }))
  // It may be gone before it has read everything; that is told by its end.
  child.stdin?.on('error', () => {})
  const messages = child.stdio[MESSAGES]
  if (messages instanceof Readable)
    readLines(messages, launch.messageBytes, onMessage, () => end({ why: 'message' }))
  const forget = killAtExit(child)
  const unwatch =
    child.pid === undefined
      ? () => undefined
      : watchMemory(child.pid, launch.memoryBytes, () => end({ why: 'memory' }))

  const ended = new Promise<SandboxEnd>((resolve) => {
    const settle = (reason: SandboxEnd): void => {
      forget()
      unwatch()
      unguard()
      resolve(why ?? reason)
    }
    child.on('error', (error) => settle({ why: 'not-started', reason: reasonOf(error) }))
    child.on('exit', () => {
      // What it started is of its group, and dies with it. What got away may still hold a stream open.
      killTree(child)
      setTimeout(() => {
        for (const stream of child.stdio) stream?.destroy()
      }, LINGERING_MS).unref()
    })
    child.on('close', (code, signal) => {
      if (code !== null) settle({ why: 'exit', code })
      else
        settle(printed().includes(OUT_OF_HEAP) ? { why: 'memory' } : { why: 'signal', signal: signal ?? '' })
    })
  })
  return {
    send: (message) => {
      if (why !== null || !child.stdin?.writable) return
      child.stdin.write(`${message}\n`)
      if (child.stdin.writableLength > launch.unreadBytes) end({ why: 'unread' })
    },
    kill: () => end({ why: 'killed' }),
    ended,
    printed,
  }
}

const neverStarted = (reason: string): SandboxProcess => ({
  send: () => undefined,
  kill: () => undefined,
  ended: Promise.resolve({ why: 'not-started', reason }),
  printed: () => '',
})
