import { Refused } from './refused.js'

const BLOCK = 512

/** What a `.gz` holds, as long as that is no more than `most` bytes. Throws {@link Refused}. */
export const gunzip = async (packed: Blob, most: number): Promise<Uint8Array<ArrayBuffer>> => {
  const reader = packed.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length
      if (size > most) throw new Refused('It unpacks to more than any report holds.')
      chunks.push(next.value)
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined)
    throw error instanceof Refused
      ? error
      : new Refused('It cannot be unpacked: it is damaged, or cut short.')
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/**
 * The bytes of one file of a tar archive. Only what a report is written as is taken: plain files with sound headers.
 * Nothing is written anywhere. Throws {@link Refused}.
 */
export const fileInTar = (tar: Uint8Array, wanted: string): Uint8Array => {
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK)
    if (header.every((byte) => byte === 0)) break
    const { name, size } = readHeader(header)
    const start = at + BLOCK
    if (start + size > tar.length) throw new Refused('It is cut short.')
    if (name === wanted) return tar.subarray(start, start + size)
    at = start + Math.ceil(size / BLOCK) * BLOCK
  }
  throw new Refused(`There is no ${wanted} in it.`)
}

const readHeader = (header: Uint8Array): { readonly name: string; readonly size: number } => {
  const text = (start: number, length: number): string =>
    new TextDecoder().decode(header.subarray(start, start + length)).replace(/\0.*$/s, '')
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0)
  const size = text(124, 12)
  if (Number.parseInt(text(148, 8), 8) !== sum || !/^[0-7]+ ?$/.test(size))
    throw new Refused('It is no archive of a support report: a header in it is damaged.')
  if (text(156, 1) !== '0')
    throw new Refused('It is no archive of a support report: there is more in it than plain files.')
  return { name: text(0, 100), size: Number.parseInt(size, 8) }
}
