import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Its name, and what is wrong where. */
interface AxeFault {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** What axe finds wrong in a page, by WCAG 2.2 AA and what is good practice: each with the elements it is in. */
export const axeFaults = async (tab: Page): Promise<readonly (readonly string[])[]> => {
  await tab.evaluate(axe.source)
  const faults = (await tab.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((r) => r.violations)",
  )) as readonly AxeFault[]
  return faults.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)])
}
