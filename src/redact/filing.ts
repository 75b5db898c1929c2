/** Numbers filed under keys, which are numbers too; of either there may be millions. */
export interface Filing {
  /** `key` is a 32-bit integer whose bits are all as good as random. */
  file(key: number, value: number): void
  /** That so many more are to be filed soon. */
  expect(more: number): void
  /** All that was filed under a key, in any order. */
  under(key: number): Iterable<number>
}

const FIRST_ROOM = 1024
/** Few enough slots, and bits, that the processor keeps them at hand: a million entries come in no order at all. */
const ENTRIES_EACH_SLOT = 4
const BITS_EACH_ENTRY = 8
const NONE: Iterable<number> = []

/** A hash table in a few arrays: objects would take ten times its memory, and most of the time to make it. */
export const createFiling = (): Filing => {
  let room = FIRST_ROOM
  let size = 0
  let keys = new Int32Array(room)
  let values = new Int32Array(room)
  /** Of the entry filed before under the same slot, counted from 1. */
  let before = new Int32Array(room)
  /** Of each slot, the last entry that was filed there, counted from 1. */
  let last = new Int32Array(room / ENTRIES_EACH_SLOT)
  /** A bit for each key, which it may share: most keys that are asked for have none, and need no look into a slot. */
  let bits = new Int32Array((room * BITS_EACH_ENTRY) / 32)

  /** How many of the entries can be found: the others are linked all together, which takes half the time. */
  let linked = 0

  const link = (): void => {
    const [slots, words] = [last.length - 1, bits.length - 1]
    for (; linked < size; linked += 1) {
      const key = keys[linked] ?? 0
      const slot = (key >>> 8) & slots
      before[linked] = last[slot] ?? 0
      last[slot] = linked + 1
      const word = (key >>> 5) & words
      bits[word] = (bits[word] ?? 0) | (1 << (key & 31))
    }
  }

  const isFiled = (key: number): boolean =>
    ((bits[(key >>> 5) & (bits.length - 1)] ?? 0) & (1 << (key & 31))) !== 0

  const growTo = (entries: number): void => {
    while (room < entries) room *= 2
    const grown = (old: Int32Array<ArrayBuffer>) => {
      const array = new Int32Array(room)
      array.set(old)
      return array
    }
    keys = grown(keys)
    values = grown(values)
    before = grown(before)
    last = new Int32Array(room / ENTRIES_EACH_SLOT)
    bits = new Int32Array((room * BITS_EACH_ENTRY) / 32)
    linked = 0
  }

  return {
    file: (key, value) => {
      if (size === room) growTo(2 * room)
      keys[size] = key
      values[size] = value
      size += 1
    },
    expect: (more) => {
      if (size + more > room) growTo(size + more)
    },
    under: (key) => {
      if (linked < size) link()
      if (!isFiled(key)) return NONE
      let found: number[] | undefined
      for (let at = last[(key >>> 8) & (last.length - 1)] ?? 0; at > 0; at = before[at - 1] ?? 0) {
        if (keys[at - 1] !== key) continue
        found ??= []
        found.push(values[at - 1] ?? 0)
      }
      return found ?? NONE
    },
  }
}
