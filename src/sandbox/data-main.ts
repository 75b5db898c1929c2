import { pathToFileURL } from 'node:url'
import { messageOf } from '../engine/message-of.js'
import { harden } from './harden.js'
import { takeOwnCodeCache } from './own-code-cache.js'
import { redirectOwnPackage } from './own-package.js'
import { listen, tell } from './wire.js'

/** Bytes are no JSON: they are sent as base64 under a key of their own. */
const withBytes = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return value.map(withBytes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withBytes(inner)]))
}

const load = async (entry: string): Promise<void> => {
  try {
    const { default: data }: { default?: unknown } = await import(pathToFileURL(entry).href)
    tell({ data: withBytes(data) ?? null })
  } catch (error) {
    tell({ fault: `it cannot be loaded: ${messageOf(error)}` })
  }
}

/** The program of a process that loads one module of somebody else's, and tells the data that it exports by default. */
takeOwnCodeCache()
harden()
redirectOwnPackage()
listen((message) => void load((message as { readonly entry: string }).entry))
