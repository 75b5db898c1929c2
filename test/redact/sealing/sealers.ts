import { createHash } from 'node:crypto'
import { createSealer, type Sealer, type SealerOptions } from '../../../src/redact/sealing/index.js'

/** The key of a case, the same for the same name. */
export const keyOf = (name: string): Buffer => createHash('sha256').update(name).digest()

const PEOPLE = {
  users: ['ada'],
  hosts: ['adas-laptop.engines.example'],
  homes: ['/home/ada'],
}

/** A sealer that knows these secrets, on Ada's machine. */
export const sealerOf = (secrets: readonly string[] = [], over: Partial<SealerOptions> = {}): Sealer =>
  createSealer({
    key: keyOf('case'),
    secrets: () => secrets.map((text) => ({ text })),
    redactors: [],
    people: PEOPLE,
    ...over,
  })
