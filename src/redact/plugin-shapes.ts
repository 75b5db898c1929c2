import type { Redactor } from '../contract/index.js'
import type { Shape } from './shape.js'

/** A plugin's redactor that cannot be run, so that nobody can say what it would have hidden. */
export class UnusableRedactor extends Error {
  constructor(readonly id: string) {
    super('a redactor cannot be run')
  }
}

/**
 * A plugin's redactor as a shape whose whole match is the secret. The pattern is compiled anew, so that a missing `g`,
 * a `y`, a `lastIndex` or an overridden method of the plugin's own object changes nothing. Throws
 * {@link UnusableRedactor} where there is no pattern to compile.
 */
export const pluginShape = ({ id, pattern }: Redactor): Shape => {
  try {
    if (Object.prototype.toString.call(pattern) !== '[object RegExp]') throw new TypeError('not a pattern')
    const flags = `${pattern.flags.replace(/[gyd]/g, '')}g`
    return { id, pattern: new RegExp(pattern.source, flags), wholeMatch: true }
  } catch {
    throw new UnusableRedactor(id)
  }
}
