import { createContext, Script } from 'node:vm'
import type { Definition } from './protocol.js'

const TIME_MS = 200

/** What secrets of a plugin's product look like, as it says itself. */
export interface OwnShapes {
  /** Every match in these texts. Throws where a pattern takes too long: a pattern can be made to take for ever. */
  find(texts: readonly string[]): readonly string[]
}

const SOURCE = `
  JSON.stringify(JSON.parse(texts).flatMap((text) =>
    [...text.matchAll(new RegExp(source, flags))].map((match) => match[0])))`

/** Runs the patterns where each can be stopped. Throws where one cannot be compiled. */
export const createOwnShapes = (redactors: Definition['redactors']): OwnShapes => {
  const shapes = redactors.map(({ id, source, flags }) => {
    const own = `${flags.replace(/[gyd]/g, '')}g`
    new RegExp(source, own)
    return { id, source, flags: own }
  })
  if (shapes.length === 0) return { find: () => [] }
  const script = new Script(SOURCE)
  const match = (id: string, source: string, flags: string, texts: string): readonly string[] => {
    try {
      return JSON.parse(
        script.runInContext(createContext({ source, flags, texts }), { timeout: TIME_MS }),
      ) as readonly string[]
    } catch {
      throw new Error(`its redactor ${id} took longer than ${TIME_MS} ms`)
    }
  }
  return {
    find: (texts) => {
      const given = JSON.stringify(texts)
      return shapes.flatMap(({ id, source, flags }) => match(id, source, flags, given))
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
