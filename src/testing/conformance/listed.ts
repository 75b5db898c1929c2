import type { Plugin } from '../../contract/index.js'
import { type ConformanceRow, rowOf } from './row.js'

/** What is not named is never selected, and what is named and not there cannot be: nothing is started to find out. */
export const listedRows = (plugin: Plugin, listed: readonly string[]): readonly ConformanceRow[] => {
  const own = plugin.checks.map(({ id }) => id)
  return [
    ...own.map((id) => rowOf('listed', id, listed.includes(id) ? [] : ['the package does not name it'])),
    ...listed
      .filter((id) => !own.includes(id))
      .map((id) => rowOf('listed', id, ['the package names it, and the plugin has no such check'])),
  ]
}
