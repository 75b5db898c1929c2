/** What holds a place and can be asked to give it back. */
export interface Holder {
  /** Whether nothing is under way. */
  isIdle(): boolean
  /** Whether it will be needed again soon. */
  isWanted(): boolean
  /** Ends it and gives its place back; resolves when it is gone. */
  end(): Promise<void>
}

/** Places for processes, so that no more of them are there at once than the machine can do justice to. */
export interface Slots {
  readonly most: number
  take(holder: Holder): Promise<void>
  /** Gives the place back. */
  free(holder: Holder): void
  /** To be told when a holder has become idle: somebody may be waiting. */
  idle(): void
}

/** Milliseconds that a holder may be idle between two of its tasks while others wait. */
const PATIENCE_MS = 50

export const createSlots = (most: number): Slots => {
  const holders = new Set<Holder>()
  let isPatient = false
  const waiting: { readonly holder: Holder; readonly enter: () => void }[] = []

  const admit = (): void => {
    while (waiting.length > 0 && holders.size < most) {
      const next = waiting.shift()
      if (next === undefined) return
      holders.add(next.holder)
      next.enter()
    }
    if (waiting.length > 0) makeRoom()
  }
  const makeRoom = (): void => {
    const idle = [...holders].filter((holder) => holder.isIdle())
    const leaving = idle.find((holder) => !holder.isWanted())
    if (leaving !== undefined) void leaving.end()
    else if (idle.length > 0 && !isPatient) {
      isPatient = true
      setTimeout(sendOneAway, PATIENCE_MS)
    }
  }
  /** It will have to start again. Better that than that all wait for each other. */
  const sendOneAway = (): void => {
    isPatient = false
    if (waiting.length > 0) void [...holders].find((holder) => holder.isIdle())?.end()
  }
  return {
    most,
    take: (holder) =>
      new Promise((enter) => {
        waiting.push({ holder, enter })
        admit()
      }),
    free: (holder) => {
      holders.delete(holder)
      admit()
    },
    idle: admit,
  }
}
