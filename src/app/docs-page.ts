import { fileURLToPath } from 'node:url'
import { createProbeFs } from '../ports/read-fs.js'

/** A page of the documentation that is installed with this program, by its path in the package; null if it is gone. */
export const docsPage = async (path: string): Promise<string | null> => {
  const found = await createProbeFs().readText(fileURLToPath(new URL(`../../../${path}`, import.meta.url)))
  return found.state === 'ok' ? found.text : null
}
