import { tmpdir } from 'node:os'
import { type AnyCheck, type AnyFact, defineCheck, defineFact, type Needs } from '../../src/contract/index.js'
import { createFactStore, type FactStore } from '../../src/engine/fact-store.js'
import { createMachine } from '../../src/ports/machine.js'
import type { Probes } from '../../src/ports/types.js'

/** How long what never ends is waited for; whatever answers at all answers before any timer can fire. */
export const SHORT_MS = 20

export const probes: Probes = createMachine({ env: {}, home: tmpdir(), cwd: tmpdir() }).probes

export const aStore = (timeoutMs = SHORT_MS): FactStore =>
  createFactStore(probes, { timeoutMs, settings: {} })

export const aFact = <T>(id: string, collect: () => T, needs: Needs = {}): AnyFact =>
  defineFact({ id, needs, collect: async () => collect() })

/** A healthy check with one message, `bad`; what a test is about is passed in. */
export const aCheck = (id: string, over: Partial<AnyCheck> = {}): AnyCheck =>
  defineCheck({
    id,
    title: `All is well with ${id}`,
    docsUrl: `docs/checks/${id}.md`,
    severity: 'warning',
    tags: [],
    needs: {},
    messages: { bad: { what: 'It is bad.', why: 'It hurts.', next: 'Mend it.' } },
    evaluate: () => [],
    ...over,
  })

export const aFinding = (over: object = {}): object => ({
  messageId: 'bad',
  subject: 'it',
  evidence: [],
  ...over,
})

/** A check that finds just one thing, like {@link aFinding} but for what is made anew at each call. */
export const finding = (id: string, over: () => object): AnyCheck =>
  aCheck(id, { evaluate: () => unpromised([aFinding(over())]) })

/** Hands on what its type does not allow, as plain JavaScript would. */
export const unpromised = (value: unknown): never => value as never

export const never = new Promise<never>(() => undefined)

export const throwing = (thrown: unknown) => (): never => {
  throw thrown
}
