import { isUtf8 } from 'node:buffer'
import { expectThat, Refused } from './refused.js'

const MOST = { bytes: 32 * 1024 * 1024, depth: 100 }

/**
 * The value of a JSON file that came from somebody else. Throws {@link Refused} for what is not UTF-8 or not JSON, and
 * for what is larger or deeper than whoever goes through it can bear. `name` is what the reason calls it.
 */
export const readJson = (bytes: Uint8Array, name: string, most = MOST): unknown => {
  expectThat(bytes.length <= most.bytes, `${name} is larger than that of any report`)
  expectThat(isUtf8(bytes), `${name} is not UTF-8`)
  expectThat(depthOf(bytes) <= most.depth, `${name} is nested deeper than that of any report`)
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw new Refused(`${name} is not JSON`)
  }
}

const [QUOTE, BACKSLASH, OPENING, CLOSING] = [0x22, 0x5c, [0x5b, 0x7b], [0x5d, 0x7d]] as const

/** How deep the brackets go that are not within a string. */
const depthOf = (bytes: Uint8Array): number => {
  let [depth, deepest, isText] = [0, 0, false]
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === QUOTE) isText = !isText
    else if (isText) at += byte === BACKSLASH ? 1 : 0
    else if (OPENING.some((bracket) => bracket === byte)) deepest = Math.max(deepest, ++depth)
    else if (CLOSING.some((bracket) => bracket === byte)) depth -= 1
  }
  return deepest
}
