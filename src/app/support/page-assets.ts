import { join } from 'node:path'
import { createProbeFs } from '../../ports/read-fs.js'
import type { PageAssets } from '../../report/page/render-page.js'
import { packageRoot } from '../package-root.js'
import { Refusal } from '../refusal.js'

/** What the page of a support report is made with, as it was built. Throws a {@link Refusal} where it is gone. */
export const pageAssets = async (): Promise<PageAssets> => ({
  script: await builtFile('page.js'),
  style: await builtFile('page.css'),
})

const builtFile = async (name: string): Promise<string> => {
  const path = join(packageRoot, 'dist', 'viewer', name)
  const found = await createProbeFs().readText(path)
  if (found.state === 'ok') return found.text
  throw new Refusal(
    'PAGE_MISSING',
    `A part of this program cannot be read: ${path}.`,
    'Install the program again, or leave out the page.',
  )
}
