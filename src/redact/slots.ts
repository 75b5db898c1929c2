/** How many units a run has that is filed here. */
export const KEY = 6
const SLOTS = 0x100000

const slot = (units: string, at: number): number =>
  (((units.charCodeAt(at) * 31 + units.charCodeAt(at + 1)) * 31 + units.charCodeAt(at + 2)) * 31 +
    units.charCodeAt(at + 3)) &
  (SLOTS - 1)

/** What is filed under runs of {@link KEY} units, found without a look at most of a text. */
export interface Slots<Filed> {
  /** What is filed under this run, or what `make` makes, which then is. */
  at(key: string, make: () => Filed): Filed
  /** Every place of a text where such a run stands, from left to right. */
  findIn(text: string): Generator<{ readonly start: number; readonly filed: Filed }>
}

export const createSlots = <Filed>(): Slots<Filed> => {
  const filed = new Map<string, Filed>()
  let occupied: Uint8Array | undefined
  return {
    at: (key, make) => {
      const before = filed.get(key)
      if (before !== undefined) return before
      const made = make()
      filed.set(key, made)
      occupied ??= new Uint8Array(SLOTS)
      occupied[slot(key, 0)] = 1
      return made
    },
    *findIn(text) {
      if (occupied === undefined) return
      for (let start = 0; start + KEY <= text.length; start += 1) {
        if (occupied[slot(text, start)] === 0) continue
        const found = filed.get(text.slice(start, start + KEY))
        if (found !== undefined) yield { start, filed: found }
      }
    },
  }
}
