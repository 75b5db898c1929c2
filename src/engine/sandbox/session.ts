import type { SandboxEnd, SandboxProcess } from '../../ports/types.js'
import { withDeadline } from '../deadline.js'
import { wordsOfEnd } from './end-words.js'
import { type Definition, type Message, readMessage } from './protocol.js'

/** Does what a plugin asks of the machine while one of its parts runs; never rejects. */
export type ServeCall = (method: string, args: readonly unknown[]) => Promise<unknown>

/** How one question to a plugin's process ended; `ended` says why the process is there no more. */
export type SessionAnswer =
  | { readonly outcome: 'done'; readonly value: unknown }
  | { readonly outcome: 'threw'; readonly reason: string }
  /** Of as many questions as were open then. */
  | { readonly outcome: 'ended'; readonly reason: string; readonly open: number }

/** One process that holds one plugin, from its start to its end. */
export interface Session {
  /** The plugin's definition, or why there is none. Never rejects. */
  readonly loaded: Promise<{ readonly definition: Definition } | { readonly fault: string }>
  ask(question: object, serve: ServeCall): Promise<SessionAnswer>
  /** How many questions have no answer yet. */
  readonly open: () => number
  /** Kills it; resolves when it is gone. */
  end(): Promise<void>
  readonly ended: Promise<unknown>
  /** What it has printed so far. */
  printed(): string
}

export interface SessionOptions {
  readonly entry: string
  /** What the prints of secrets are made under on both sides. */
  readonly key: string
  /** Milliseconds. */
  readonly loadMs: number
  /** Told what was thrown where nobody listens any more. */
  readonly onStray: (reason: string) => void
}

interface Pending {
  readonly settle: (answer: SessionAnswer) => void
  readonly serve: ServeCall
}

const BAD_MESSAGE = 'it sent something that is no message'

/** Starts a session by `start`, which is handed what is to hear the process's messages. */
export const openSession = (
  start: (onMessage: (line: string) => void) => SandboxProcess,
  options: SessionOptions,
): Session => {
  const pending = new Map<number, Pending>()
  let asks = 0
  let fault: string | null = null
  let onLoaded: (result: { definition: Definition } | { fault: string }) => void = () => undefined
  const loading = new Promise<{ definition: Definition } | { fault: string }>((resolve) => {
    onLoaded = resolve
  })

  const breakOff = (reason: string): void => {
    fault ??= reason
    sandbox.kill()
  }
  const serveCall = async ({ ask, call, method, args }: Extract<Message, { kind: 'call' }>) => {
    const waiting = pending.get(ask)
    if (waiting === undefined) return
    const value = await waiting.serve(method, args)
    sandbox.send(JSON.stringify({ kind: 'reply', call, value }))
  }
  const settle = (ask: number, answer: SessionAnswer): void => {
    const waiting = pending.get(ask)
    pending.delete(ask)
    if (waiting === undefined) breakOff(BAD_MESSAGE)
    else waiting.settle(answer)
  }
  const hear = (message: Message): void => {
    if (message.kind === 'loaded') onLoaded({ definition: message.definition })
    else if (message.kind === 'unloadable') onLoaded({ fault: message.reason })
    else if (message.kind === 'done') settle(message.ask, { outcome: 'done', value: message.value })
    else if (message.kind === 'threw') settle(message.ask, { outcome: 'threw', reason: message.reason })
    else if (message.kind === 'stray') options.onStray(message.reason)
    else void serveCall(message)
  }
  const sandbox = start((line) => {
    const message = readMessage(line)
    if (message === null) breakOff(BAD_MESSAGE)
    else hear(message)
  })
  const ended = sandbox.ended.then((end: SandboxEnd) => {
    const reason = fault ?? wordsOfEnd(end)
    fault = reason
    onLoaded({ fault: `${reason} while it was loaded` })
    const open = pending.size
    for (const { settle: tell } of pending.values()) tell({ outcome: 'ended', reason, open })
    pending.clear()
  })
  sandbox.send(JSON.stringify({ kind: 'load', entry: options.entry, key: options.key }))

  return {
    loaded: withDeadline(
      options.loadMs,
      () => loading,
      () => {
        breakOff('it was stopped')
        return { fault: `loading it took longer than ${options.loadMs} ms` }
      },
    ),
    ask: (question, serve) =>
      new Promise((resolve) => {
        if (fault !== null) return resolve({ outcome: 'ended', reason: fault, open: 1 })
        asks += 1
        pending.set(asks, { settle: resolve, serve })
        sandbox.send(JSON.stringify({ kind: 'ask', ask: asks, question }))
      }),
    open: () => pending.size,
    end: () => {
      breakOff('its process was stopped')
      return ended
    },
    ended,
    printed: sandbox.printed,
  }
}
