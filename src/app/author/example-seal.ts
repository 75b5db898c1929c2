import type { Seal, Secret } from '../../contract/index.js'
import { createSeal, printOf } from '../../ports/secret.js'

/** Seals for whichever machine is looked at: each example has its own, in memory and on the disk, and its own secrets. */
export interface ExampleSeal {
  readonly seal: Seal
  /** From now on it is this machine's. */
  follow(machine: Seal): void
  /** Equal for equal texts, whichever machine's they are. */
  readonly printOf: (secret: Secret, key: string) => string
}

export const createExampleSeal = (): ExampleSeal => {
  const own = createSeal()
  /** Of secrets in memory this program knows no text. */
  const twins = new WeakMap<Secret, Secret>()
  let current: Seal = own.seal
  return {
    seal: (text, kind) => {
      const secret = current(text, kind)
      twins.set(secret, own.seal(text, kind))
      return secret
    },
    follow: (machine) => {
      current = machine
    },
    printOf: (secret, key) => printOf(twins.get(secret) ?? secret, key),
  }
}
