import { join } from 'node:path'
import { createProbeFs } from '../ports/read-fs.js'
import { packageRoot } from './package-root.js'

/** A page of the documentation that is installed with this program, by its path in the package; null if it is gone. */
export const docsPage = async (path: string): Promise<string | null> => {
  const found = await createProbeFs().readText(join(packageRoot, path))
  return found.state === 'ok' ? found.text : null
}
