/** Numbers filed under keys, which are numbers too; of either there may be millions. */
export interface Filing {
  /** `key` is a 32-bit integer. */
  file(key: number, value: number): void
  /** That so many more are to be filed soon. */
  expect(more: number): void
  /** All that was filed under a key, in any order. */
  under(key: number): Iterable<number>
}

const FIRST_ROOM = 1024
const NONE: Iterable<number> = []

/** A hash table in four arrays: objects would take ten times its memory, and most of the time to make it. */
export const createFiling = (): Filing => {
  let room = FIRST_ROOM
  let size = 0
  let keys = new Int32Array(room)
  let values = new Int32Array(room)
  /** Of the entry filed before under the same slot, counted from 1. */
  let before = new Int32Array(room)
  /** Twice as many slots as entries, each with the last entry that was filed there, counted from 1. */
  let last = new Int32Array(2 * room)

  const link = (entry: number): void => {
    const slot = (keys[entry] ?? 0) & (last.length - 1)
    before[entry] = last[slot] ?? 0
    last[slot] = entry + 1
  }

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
    last = new Int32Array(2 * room)
    for (let entry = 0; entry < size; entry += 1) link(entry)
  }

  return {
    file: (key, value) => {
      if (size === room) growTo(2 * room)
      keys[size] = key
      values[size] = value
      link(size)
      size += 1
    },
    expect: (more) => {
      if (size + more > room) growTo(size + more)
    },
    under: (key) => {
      let found: number[] | undefined
      for (let at = last[key & (last.length - 1)] ?? 0; at > 0; at = before[at - 1] ?? 0) {
        if (keys[at - 1] !== key) continue
        found ??= []
        found.push(values[at - 1] ?? 0)
      }
      return found ?? NONE
    },
  }
}
