import { join, sep } from 'node:path'
import { createProbeFs } from '../../ports/read-fs.js'
import type { ConformanceDocument } from '../../report/conformance-schema.js'
import { CONFORMANCE_RULES, walkConformance } from '../../testing/index.js'
import { PACKAGE } from '../called-as.js'
import { version } from '../package-root.js'
import { loadForVerify } from './load-for-verify.js'

/** Goes through every rule for the plugin in a folder. Throws a `Refusal` where there is none that can be loaded. */
export const verifyPlugin = async (folder: string): Promise<ConformanceDocument> => {
  const { package: about, plugin, examples } = await loadForVerify(folder)
  const rows = await walkConformance(plugin, {
    examples,
    docs: (page) => pageOf(folder, page),
    listed: about.checks,
  })
  return {
    plugin: { name: about.name, version: about.version, checks: [...about.checks] },
    tool: { name: PACKAGE, version },
    node: process.version,
    examples: examples.length,
    conforms: rows.every(({ ok }) => ok),
    rows: rows.map(({ rule, subject, ok, detail }) => ({
      rule,
      asks: CONFORMANCE_RULES[rule],
      subject,
      ok,
      detail,
    })),
  }
}

/** A page has to be in the package: what lies outside of it is not published. */
const pageOf = async (folder: string, page: string): Promise<string | null> => {
  const path = join(folder, page)
  if (page === '' || !path.startsWith(`${folder}${sep}`)) return null
  const found = await createProbeFs().readText(path)
  return found.state === 'ok' ? found.text : null
}
