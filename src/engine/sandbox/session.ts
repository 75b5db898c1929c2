import type { SandboxEnd, SandboxProcess } from '../../ports/types.js'
import { withDeadline } from '../deadline.js'
import { messageOf } from '../message-of.js'
import { createCallQueue } from './call-queue.js'
import { wordsOfEnd } from './end-words.js'
import { LIMITS } from './limits.js'
import { type Definition, type Message, readMessage } from './protocol.js'

/** Does what a plugin asks of the machine while one of its parts runs. What it throws ends the session. */
export type ServeCall = (method: string, args: readonly unknown[]) => Promise<unknown>

/** How one question to a plugin's process ended; `ended` says why the process is there no more. */
export type SessionAnswer =
  | { readonly outcome: 'done'; readonly value: unknown }
  | { readonly outcome: 'threw'; readonly reason: string }
  /** `suspects`: how many questions it had begun with and not answered by then. */
  | { readonly outcome: 'ended'; readonly reason: string; readonly suspects: number }

export interface Asked {
  readonly answer: Promise<SessionAnswer>
  /** Whether the process has begun with it, and not merely been sent it. */
  begun(): boolean
}

/** One process that holds one plugin, from its start to its end. */
export interface Session {
  /** The plugin's definition, or why there is none. Never rejects. */
  readonly loaded: Promise<{ readonly definition: Definition } | { readonly fault: string }>
  ask(question: object, serve: ServeCall): Asked
  /** How many questions it has begun with and not answered yet. */
  begun(): number
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
  begun: boolean
  readonly settle: (answer: SessionAnswer) => void
  readonly serve: ServeCall
}

const BAD_MESSAGE = 'it sent something that is no message'
const TOO_MANY_CALLS = `it asked for more than ${LIMITS.calls} things`

const LONGEST_REASON = 500

/** As one line that is not too long, whatever was sent or thrown. */
const saidReason = (thrown: unknown): string => messageOf(thrown).slice(0, LONGEST_REASON)

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

  const begun = (): number => [...pending.values()].filter((each) => each.begun).length
  const begin = (ask: number): void => {
    const waiting = pending.get(ask)
    if (waiting !== undefined) waiting.begun = true
  }
  const breakOff = (reason: string): void => {
    fault ??= reason
    queue.close()
    sandbox.kill()
  }
  const queue = createCallQueue(() => breakOff(TOO_MANY_CALLS))
  const serveCall = async ({ ask, call, method, args }: Extract<Message, { kind: 'call' }>) => {
    const waiting = pending.get(ask)
    if (waiting === undefined) return
    try {
      const value = await waiting.serve(method, args)
      if (fault === null) sandbox.send(JSON.stringify({ kind: 'reply', call, value }))
    } catch (error) {
      breakOff(saidReason(error))
    }
  }
  const settle = (ask: number, answer: SessionAnswer): void => {
    const waiting = pending.get(ask)
    pending.delete(ask)
    if (waiting === undefined) breakOff(BAD_MESSAGE)
    else waiting.settle(answer)
  }
  const hear = (message: Message): void => {
    if (message.kind === 'loaded') onLoaded({ definition: message.definition })
    else if (message.kind === 'unloadable') onLoaded({ fault: saidReason(message.reason) })
    else if (message.kind === 'done') settle(message.ask, { outcome: 'done', value: message.value })
    else if (message.kind === 'threw')
      settle(message.ask, { outcome: 'threw', reason: saidReason(message.reason) })
    else if (message.kind === 'begun') begin(message.ask)
    else if (message.kind === 'stray') options.onStray(saidReason(message.reason))
    else queue.add(() => serveCall(message))
  }
  const sandbox = start((line) => {
    // What was said before it went wrong is believed, and nothing after that.
    if (fault !== null) return
    const read = readMessage(line)
    if ('fault' in read) breakOff(read.fault)
    else hear(read.message)
  })
  const ended = sandbox.ended.then((end: SandboxEnd) => {
    const reason = fault ?? wordsOfEnd(end)
    fault = reason
    queue.close()
    onLoaded({ fault: `${reason} while it was loaded` })
    const suspects = begun()
    for (const { settle: tell, begun } of pending.values())
      tell({ outcome: 'ended', reason, suspects: begun ? suspects : Number.POSITIVE_INFINITY })
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
    ask: (question, serve) => {
      asks += 1
      const number = asks
      const answer = new Promise<SessionAnswer>((resolve) => {
        if (fault !== null) resolve({ outcome: 'ended', reason: fault, suspects: Number.POSITIVE_INFINITY })
        else pending.set(number, { settle: resolve, serve, begun: false })
      })
      sandbox.send(JSON.stringify({ kind: 'ask', ask: number, question }))
      return { answer, begun: () => pending.get(number)?.begun ?? false }
    },
    begun,
    end: () => {
      breakOff('its process was stopped')
      return ended
    },
    ended,
    printed: sandbox.printed,
  }
}
