import { createContext, Script } from 'node:vm'
import type { Definition } from './protocol.js'

/** Milliseconds for all of a plugin's patterns over what it says at once. */
const ONCE_MS = 200
/** The same, for all that it says in one run. */
const ALTOGETHER_MS = 2000

/** What secrets of a plugin's product look like, as it says itself. */
export interface OwnShapes {
  /** Every match in these texts. Throws where the patterns take too long: one can be made to take for ever. */
  find(texts: readonly string[]): readonly string[]
}

const SOURCE = `
  JSON.stringify(JSON.parse(shapes).flatMap(({ source, flags }) => JSON.parse(texts).flatMap((text) =>
    [...text.matchAll(new RegExp(source, flags))].map((match) => match[0]))))`

/** Runs the patterns where they can be stopped. Throws where one cannot be compiled. */
export const createOwnShapes = (redactors: Definition['redactors']): OwnShapes => {
  const own = redactors.map(({ source, flags }) => ({ source, flags: `${flags.replace(/[gyd]/g, '')}g` }))
  for (const { source, flags } of own) new RegExp(source, flags)
  if (own.length === 0) return { find: () => [] }
  const script = new Script(SOURCE)
  const shapes = JSON.stringify(own)
  let spent = 0
  return {
    find: (texts) => {
      const began = performance.now()
      const timeout = Math.ceil(Math.min(ONCE_MS, ALTOGETHER_MS - spent))
      if (timeout <= 0) throw new Error(`its redactors took longer than ${ALTOGETHER_MS} ms in all`)
      try {
        const context = createContext({ shapes, texts: JSON.stringify(texts) })
        return JSON.parse(script.runInContext(context, { timeout })) as readonly string[]
      } catch {
        throw new Error(`its redactors took longer than ${timeout} ms`)
      } finally {
        spent += performance.now() - began
      }
    },
  }
}

/** Every text in some data, keys included. */
export const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)])
}
