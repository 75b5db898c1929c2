import { join } from 'node:path'
import { createProbeFs } from '../../ports/read-fs.js'
import { printable } from '../../report/formats/printable.js'
import { ownerOfCheck } from './list-checks.js'

export interface ShownCheck {
  readonly id: string
  readonly title: string
  /** Null where it is known only when the plugin runs. */
  readonly severity: string | null
  readonly tags: readonly string[]
  readonly messages: readonly string[]
  readonly page: string | null
}

const LARGEST_PAGE = 256 * 1024

/** A check of somebody else's plugin, as far as it can be told without starting it; null where none names it. */
export const showOutsideCheck = async (id: string, cli: string): Promise<ShownCheck | null> => {
  const owner = await ownerOfCheck(id, cli)
  if (owner === null) return null
  const { listed, packageFolder } = owner
  const { id: plugin, version } = listed
  const title = `A check of the plugin ${plugin}${version === null ? '' : ` ${version}`}; what it finds is known when it runs`
  const page = packageFolder === null ? null : await pageOf(packageFolder, id)
  return { id, title, severity: null, tags: [], messages: [], page }
}

/** The page that the package has for it, without what a terminal would take for commands; null for none. */
const pageOf = async (folder: string, id: string): Promise<string | null> => {
  const fs = createProbeFs()
  const [page, own] = await Promise.all([
    fs.readText(join(folder, 'docs', 'checks', `${id}.md`)),
    fs.stat(folder),
  ])
  const isOwn =
    page.state === 'ok' && own.state === 'ok' && page.stat.realPath.startsWith(join(own.realPath, 'docs'))
  return isOwn ? printable(page.text.slice(0, LARGEST_PAGE)) : null
}
