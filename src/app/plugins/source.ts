import { expandUserPath } from '../../auth/paths.js'
import type { Probes } from '../../ports/types.js'
import { Refusal } from '../refusal.js'
import { isPackageName } from './manifest.js'

/** Where a plugin's package is to come from. */
export type Source =
  | { readonly kind: 'registry'; readonly spec: string; readonly name: string; readonly range: string | null }
  /** Both absolute. */
  | { readonly kind: 'tarball' | 'folder'; readonly spec: string }

/** A range of versions or a tag, and nothing that npm would take for an address. */
const RANGE = /^[\w.+~^<>=| *-]{1,100}$/

/** Reads what somebody wrote after `plugins install`. Throws a {@link Refusal} for anything else, git addresses included. */
export const readSource = async (probes: Probes, written: string): Promise<Source> => {
  const spec = written.trim()
  const [, name = '', range] = /^(@?[^@]*)(?:@(.*))?$/.exec(spec) ?? []
  const isName = isPackageName(name) && (range === undefined || RANGE.test(range))
  if (isName && !/\.(tgz|tar\.gz)$/.test(spec)) return { kind: 'registry', spec, name, range: range ?? null }
  const path = expandUserPath(probes, spec.replace(/^file:/, ''))
  const found = await probes.fs.stat(path)
  if (found.state === 'ok' && found.kind === 'folder') return { kind: 'folder', spec: found.realPath }
  if (found.state === 'ok' && found.kind === 'file') return { kind: 'tarball', spec: found.realPath }
  throw new Refusal(
    'NO_PACKAGE',
    `${written}: that is no name of an npm package, and there is no such file or folder.`,
    'Name a package such as my-plugin or @my-company/plugin@1.2.0, a tarball (.tgz), or the folder of a package as ./folder. Git and web addresses are not taken.',
  )
}
