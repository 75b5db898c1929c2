import { constants, crc32, inflateRaw } from 'node:zlib'
import type { ArchiveLimits } from './limits.js'
import { expectThat, Refused } from './refused.js'

/** No name, no time, no system: deflate, and 255 for a system that is not told. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
const TRAILER = 8

/**
 * Compressed to the same bytes on every machine. Node's own zlib differs with the Node and the processor, so this is
 * a compressor in JavaScript.
 */
export const gzip = async (bytes: Uint8Array): Promise<Buffer> => {
  const { deflateSync } = await import('fflate')
  const trailer = Buffer.alloc(TRAILER)
  trailer.writeUInt32LE(crc32(bytes), 0)
  trailer.writeUInt32LE(bytes.length, 4)
  return Buffer.concat([HEADER, deflateSync(bytes, { level: 6 }), trailer])
}

/** The bytes of what {@link gzip} compressed: one stream and nothing else. Throws {@link Refused}. */
export const gunzip = async (packed: Uint8Array, limits: ArchiveLimits): Promise<Buffer> => {
  const file = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  expectThat(file.length <= limits.packed, 'it is larger than any report')
  expectThat(file.subarray(0, 3).equals(HEADER.subarray(0, 3)), 'it is not a gzip file')
  expectThat(file.length >= HEADER.length + TRAILER, 'it is cut short')
  expectThat(
    file.subarray(0, HEADER.length).equals(HEADER),
    'its gzip header holds more than that of a report',
  )
  const deflated = file.subarray(HEADER.length, -TRAILER)
  const { bytes, read } = await inflate(
    deflated,
    Math.min(limits.unpacked, Math.max(limits.modest, packed.length * limits.ratio)),
  )
  expectThat(read === deflated.length, 'something follows after its end')
  const [sum, length] = [file.readUInt32LE(file.length - 8), file.readUInt32LE(file.length - 4)]
  expectThat(length === bytes.length && sum === crc32(bytes), 'its checksum is wrong')
  return bytes
}

interface Inflated {
  readonly bytes: Buffer
  /** How much of the input the stream took up. */
  readonly read: number
}

const inflate = (deflated: Buffer, largest: number): Promise<Inflated> =>
  new Promise((resolve, reject) => {
    inflateRaw(deflated, { maxOutputLength: largest, info: true }, (error, result: unknown) => {
      if (error !== null) return reject(new Refused(reasonOf(error)))
      resolve(asInflated(result))
    })
  })

/** With `info`, the engine comes with the bytes, which the types of Node do not tell. */
const asInflated = (result: unknown): Inflated => {
  const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } }
  return { bytes: buffer, read: engine.bytesWritten }
}

const reasonOf = (error: NodeJS.ErrnoException): string => {
  if (error.code === 'ERR_BUFFER_TOO_LARGE') return 'it unpacks to more than a report can'
  return error.errno === constants.Z_BUF_ERROR ? 'it is cut short' : 'its compressed data is damaged'
}
