import { join, sep } from 'node:path'
import { createProbeFs } from '../../ports/read-fs.js'
import type { ConformanceDocument } from '../../report/conformance-schema.js'
import { type ConformanceRow, rowOf } from '../../testing/conformance/row.js'
import { walk } from '../../testing/conformance/walk.js'
import { CONFORMANCE_RULES } from '../../testing/index.js'
import { PACKAGE } from '../called-as.js'
import { version } from '../package-root.js'
import { type LoadedForVerify, loadForVerify } from './load-for-verify.js'

/**
 * Goes through every rule for the plugin in a folder, whose code runs in processes of its own. Throws a `Refusal` where
 * there is no plugin, or its examples cannot be read.
 */
export const verifyPlugin = async (folder: string): Promise<ConformanceDocument> => {
  const loaded = await loadForVerify(folder)
  const { examples, manifest } = loaded
  const rows = await rowsOf(loaded)
  return {
    plugin: { name: manifest.name, version: manifest.version, checks: [...(manifest.checks ?? [])] },
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

const rowsOf = async ({
  folder,
  manifest,
  examples,
  isolated,
}: LoadedForVerify): Promise<readonly ConformanceRow[]> => {
  try {
    const taken = await isolated.ready()
    if ('fault' in taken) return [rowOf('definition', manifest.name, [taken.fault])]
    const docs = (page: string) => pageOf(folder, page)
    return await walk(taken.plugin, { examples, docs, listed: manifest.checks ?? [] }, taken.away)
  } finally {
    await isolated.end()
  }
}

/** A page has to be in the package: what lies outside of it is not published. */
const pageOf = async (folder: string, page: string): Promise<string | null> => {
  const path = join(folder, page)
  if (page === '' || !path.startsWith(`${folder}${sep}`)) return null
  const found = await createProbeFs().readText(path)
  return found.state === 'ok' ? found.text : null
}
