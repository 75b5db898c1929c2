import type { Plugin } from '../../contract/index.js'
import { type ConformanceRow, rowOf } from './row.js'

/** Returns the text of a check's page by its `docsUrl`, or null where there is none. */
export type ReadPage = (docsUrl: string) => Promise<string | null>

/** A page that is not a file of the package has to be on the web: nobody can look it up from here. */
export const docsRows = (plugin: Plugin, readPage: ReadPage): Promise<readonly ConformanceRow[]> =>
  Promise.all(
    plugin.checks.map(async ({ id, docsUrl }) => {
      if (docsUrl.startsWith('https://') && URL.canParse(docsUrl)) return rowOf('docs', id, [])
      const page = await readPage(docsUrl)
      if (page === null) return rowOf('docs', id, [`there is no page at ${docsUrl || 'its docsUrl'}`])
      return rowOf('docs', id, page.trim() === '' ? [`the page ${docsUrl} is empty`] : [])
    }),
  )
