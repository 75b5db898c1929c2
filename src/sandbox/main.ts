import { setImmediate as nextTurn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Plugin, Seal } from '../contract/index.js'
import { messageOf } from '../engine/message-of.js'
import { faultOfPlugin } from '../engine/valid-plugin.js'
import { answer, type Question } from './answer.js'
import { describe, type Parts, partsOf } from './describe.js'
import { harden } from './harden.js'
import { takeOwnCodeCache } from './own-code-cache.js'
import { missesOwnPackage, redirectOwnPackage } from './own-package.js'
import { createSeal } from './secrets.js'
import { received, toSend } from './values.js'
import { listen, tell } from './wire.js'

/**
 * The program of a process that holds one plugin of somebody else's. It speaks with the doctor alone, which takes nothing
 * that it says on trust: what is here keeps honest plugins honest, and the process is what holds the others.
 */
type Message =
  | { readonly kind: 'load'; readonly entry: string; readonly key: string }
  | { readonly kind: 'ask'; readonly ask: number; readonly question: Question }
  | { readonly kind: 'reply'; readonly call: number; readonly value: unknown }

const NOTHING_TAKEN = { plugins: [], checks: new Map(), facts: new Map(), fixes: new Map() }

const replies = new Map<number, (value: unknown) => void>()
let calls = 0
let loaded: { readonly parts: Parts; readonly seal: Seal } | null = null

const load = async (entry: string, key: string): Promise<void> => {
  try {
    const { default: plugin }: { default?: Plugin } = await import(pathToFileURL(entry).href)
    if (plugin === undefined) throw new Error('its entry has no default export')
    const fault = faultOfPlugin(plugin, NOTHING_TAKEN)
    if (fault !== null) return tell({ kind: 'unloadable', reason: fault })
    loaded = { parts: partsOf(plugin), seal: createSeal(key) }
    tell({ kind: 'loaded', definition: describe(loaded.parts) })
  } catch (error) {
    const reason = missesOwnPackage(error) ?? messageOf(error)
    tell({ kind: 'unloadable', reason: `its entry cannot be loaded: ${reason}` })
  }
}

const ask = async (number: number, question: Question): Promise<void> => {
  try {
    if (loaded === null) throw new Error('nothing is loaded')
    tell({ kind: 'begun', ask: number })
    const call = (method: string, args: readonly unknown[]) =>
      new Promise<unknown>((resolve) => {
        calls += 1
        replies.set(calls, resolve)
        tell({ kind: 'call', ask: number, call: calls, method, args: toSend(args) })
      })
    const value = await answer(loaded.parts, received(question) as Question, loaded.seal, call)
    const sent = toSend(value)
    // What it has left behind and is rejected at once is told before the answer, not after.
    await nextTurn()
    tell({ kind: 'done', ask: number, value: sent ?? null })
  } catch (error) {
    tell({ kind: 'threw', ask: number, reason: messageOf(error) })
  }
}

const stray = (error: unknown): void => tell({ kind: 'stray', reason: messageOf(error) })

process.on('unhandledRejection', stray)
process.on('uncaughtException', stray)
takeOwnCodeCache()
harden()
redirectOwnPackage()
listen((raw) => {
  const message = raw as Message
  if (message.kind === 'load') void load(message.entry, message.key)
  else if (message.kind === 'ask') void ask(message.ask, message.question)
  else {
    replies.get(message.call)?.(received(message.value))
    replies.delete(message.call)
  }
})
