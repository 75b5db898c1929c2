import { join } from 'node:path'
import { z } from 'zod'
import { removeTree, writeNewFile } from '../../ports/folders.js'
import { packageRoot, version } from '../package-root.js'
import { type FetchedPackage, notTaken } from './fetch-package.js'
import { runNpm } from './npm.js'
import { packageIn } from './places.js'
import type { Workshop } from './workshop.js'

/** What comes along with a package, known before any of it is fetched. */
export interface Companions {
  readonly count: number
  /** Names of those that have install scripts, which will not be run. */
  readonly withScripts: readonly string[]
}

const TARBALL = 'package.tgz'
const CONTRACT = 'contract.mjs'
const FLAGS = ['--omit=dev', '--omit=peer', '--legacy-peer-deps', '--bin-links=false', '--workspaces=false']

/** Makes `root` an npm root for one package, with a lock file that says which others come along, byte for byte. */
export const planRoot = async (
  workshop: Workshop,
  fetched: FetchedPackage,
  root: string,
): Promise<Companions> => {
  const { probes, writer } = workshop
  const { manifest, bytes, about, source } = fetched
  const dependencies = { [manifest.name]: `file:${TARBALL}` }
  await writer.replace(join(root, 'package.json'), [`${JSON.stringify({ private: true, dependencies })}\n`])
  await writeNewFile(join(root, TARBALL), bytes)
  if (!about.hasDependencies) return { count: 0, withScripts: [] }
  const args = ['install', '--package-lock-only', '--package-lock=true', ...FLAGS]
  await runNpm(workshop, { args, folder: root, what: 'find out what comes along with it' })
  const lock = await probes.fs.readText(join(root, 'package-lock.json'))
  const packages = lock.state === 'ok' ? (LOCK.safeParse(JSON.parse(lock.text)).data?.packages ?? null) : null
  if (packages === null) throw notTaken(source.spec, 'npm wrote no list of what comes along with it')
  const own = `node_modules/${manifest.name}`
  const others = Object.entries(packages).filter(([at]) => at !== '' && at !== own)
  const unknown = others.find(([, companion]) => !isPinned(companion))
  if (unknown !== undefined)
    throw notTaken(
      source.spec,
      `it needs ${nameAt(unknown[0])} from somewhere that does not say which bytes it gives`,
    )
  const withScripts = others.filter(([, { hasInstallScript }]) => hasInstallScript === true)
  return { count: others.length, withScripts: withScripts.map(([at]) => nameAt(at)) }
}

const COMPANION = z.object({
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  inBundle: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
})

const LOCK = z.object({ packages: z.record(z.string(), COMPANION) })

/** Whether it is known which bytes will come. Of git there may be a hash, but npm builds such a package by its scripts. */
const isPinned = ({ resolved, integrity, inBundle }: z.infer<typeof COMPANION>): boolean =>
  inBundle === true || (integrity !== undefined && /^https?:|^$/.test(resolved ?? ''))

const nameAt = (at: string): string => at.split('node_modules/').at(-1) ?? at

/** Unpacks all of it into the root, runs none of it, and sees that it is what was looked at. */
export const fillRoot = async (workshop: Workshop, fetched: FetchedPackage, root: string): Promise<void> => {
  const { probes } = workshop
  const { manifest, source, text } = fetched
  await runNpm(workshop, { args: ['install', ...FLAGS], folder: root, what: 'unpack it' })
  const installed = packageIn(root, manifest.name)
  const own = await probes.fs.stat(installed)
  const read = await probes.fs.readText(join(installed, 'package.json'))
  if (own.state !== 'ok' || own.isLink || read.state !== 'ok' || read.text !== text)
    throw notTaken(source.spec, 'what npm unpacked is not what was looked at')
  await addContract(workshop, root)
}

/**
 * Lets the plugin import `clawdbot-doctor`, by the definitions of the contract alone: a process under Node's permission
 * model cannot be shown this program's own folder, and no Node before 22.15 can be told to look elsewhere.
 */
const addContract = async ({ probes, writer }: Workshop, root: string): Promise<void> => {
  const to = packageIn(root, 'clawdbot-doctor')
  if ((await probes.fs.stat(to)).state !== 'absent') return
  await writer.makeFolder(to)
  try {
    await writer.copy(join(packageRoot, 'dist', 'sandbox', CONTRACT), join(to, CONTRACT))
    const described = { name: 'clawdbot-doctor', version, type: 'module', exports: { '.': `./${CONTRACT}` } }
    await writer.replace(join(to, 'package.json'), [`${JSON.stringify(described, null, 2)}\n`])
  } catch (error) {
    await removeTree(to)
    throw error
  }
}
