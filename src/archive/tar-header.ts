import { expectThat, Refused } from './refused.js'

/** Of headers and of what is between them. */
export const BLOCK = 512

/** What a header tells of a file. `mtime` in Unix seconds. */
export interface TarHeader {
  readonly name: string
  readonly size: number
  readonly mtime: number
}

const FIELD = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  deviceMajor: [329, 8],
  deviceMinor: [337, 8],
} as const

type Field = keyof typeof FIELD

const FILE = '0'
/** Whoever unpacks it is to be the only one who can read it. */
const MODE = 0o600

/**
 * The header of a regular file, in POSIX' ustar form. Nothing of this machine or its user is in it. It is written here
 * and not by a library, as every version of this program has to write, and to read, the same bytes.
 */
export const writeHeader = ({ name, size, mtime }: TarHeader): Buffer => {
  const block = Buffer.alloc(BLOCK)
  const text = (field: Field, value: string): void => void block.write(value, FIELD[field][0])
  const octal = (field: Field, value: number): void =>
    text(field, value.toString(8).padStart(FIELD[field][1] - 1, '0'))
  text('name', name)
  octal('mode', MODE)
  octal('uid', 0)
  octal('gid', 0)
  octal('size', size)
  octal('mtime', mtime)
  text('type', FILE)
  text('magic', 'ustar\x0000')
  octal('deviceMajor', 0)
  octal('deviceMinor', 0)
  text('checksum', `${checksumOf(block).toString(8).padStart(6, '0')}\0 `)
  return block
}

/** Of a block whose own checksum counts as eight spaces. */
const checksumOf = (block: Buffer): number => {
  const [start, length] = FIELD.checksum
  const blanked = Buffer.from(block).fill(' ', start, start + length)
  return blanked.reduce((sum, byte) => sum + byte, 0)
}

const OTHER_KINDS: Readonly<Record<string, string>> = {
  '1': 'it holds a link',
  '2': 'it holds a link',
  '3': 'it holds a device',
  '4': 'it holds a device',
  '5': 'it holds a folder of its own',
  '6': 'it holds a named pipe',
  '7': 'it holds a file of a special kind',
  x: 'it holds pax headers, which could say that a file is another',
  g: 'it holds pax headers, which could say that a file is another',
  L: 'it holds a GNU long name, which could say that a file is another',
  K: 'it holds a GNU long name, which could say that a file is another',
  S: 'it holds a sparse file',
  M: 'it holds a part of a file',
}

/**
 * Reads what {@link writeHeader} writes, and nothing else: throws {@link Refused} for every header that it would write
 * otherwise, so that there is no second way of reading it.
 */
export const readHeader = (block: Buffer): TarHeader => {
  const bytes = (field: Field): Buffer => block.subarray(FIELD[field][0], FIELD[field][0] + FIELD[field][1])
  const number = (field: Field): number => {
    const [digits] = /^[0-7]+(?=\0$)/.exec(bytes(field).toString('latin1')) ?? []
    if (digits === undefined) throw new Refused('a header in it has a number that is none')
    return Number.parseInt(digits, 8)
  }
  const sum = Number.parseInt(bytes('checksum').toString('latin1'), 8)
  expectThat(sum === checksumOf(block), 'the checksum of a header in it is wrong')
  const type = bytes('type').toString('latin1')
  expectThat(type === FILE, OTHER_KINDS[type] ?? 'it holds something of an unknown kind')
  const [name = ''] = bytes('name').toString('utf8').split('\0')
  const header = { name, size: number('size'), mtime: number('mtime') }
  expectThat(
    writeHeader(header).equals(block),
    'a header in it holds more than the name, size and time of a file',
  )
  return header
}
