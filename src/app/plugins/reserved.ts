import type { Plugin } from '../../contract/index.js'
import { domainOf } from '../../engine/sandbox/valid-definition.js'

/** What the plugins that come with this program have taken: no other one may say it speaks for them. */
export interface ReservedIds {
  readonly plugins: ReadonlySet<string>
  /** The first parts of all ids, such as `auth`. */
  readonly domains: ReadonlySet<string>
}

export const reservedBy = (bundled: readonly Plugin[]): ReservedIds => {
  const ids = bundled.flatMap(({ checks, facts, fixes }) => [...checks, ...facts, ...fixes])
  return {
    plugins: new Set(bundled.map(({ id }) => id)),
    domains: new Set(ids.map(({ id }) => domainOf(id))),
  }
}
