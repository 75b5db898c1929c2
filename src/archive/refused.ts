/** What was handed over is not to be used; the message is one phrase that says why, and quotes nothing of it. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** Throws {@link Refused} unless `holds`. */
export function expectThat(holds: boolean, reason: string): asserts holds {
  if (!holds) throw new Refused(reason)
}
