import { basename, join } from 'node:path'
import { z } from 'zod'
import { createProbeFs } from '../../ports/read-fs.js'
import { Refusal } from '../refusal.js'

/** What an author's tools need of a package. Whatever else stands in it is not their business. */
const packageSchema = z.object({
  name: z.string().min(1),
  version: z.string().default('0.0.0'),
  'clawdbot-doctor': z.object({
    apiVersion: z.string(),
    entry: z.string().min(1),
    examples: z.string().min(1).optional(),
    checks: z.array(z.string()).default([]),
    capabilities: z.looseObject({ read: z.array(z.string()).default([]) }).default({ read: [] }),
  }),
})

/** A plugin's package in a folder, as it describes itself; none of its code has run. */
export interface PluginPackage {
  readonly folder: string
  readonly name: string
  readonly version: string
  /** Relative to the folder. */
  readonly entry: string
  readonly examples: string | null
  readonly checks: readonly string[]
  /** The paths that it asks to read. */
  readonly read: readonly string[]
  /** The text of its package.json. */
  readonly text: string
}

const HINT = 'Make one with `checks new my-company/config`.'

/** Reads the package.json of a plugin. Throws a {@link Refusal} that names what is missing or wrong in it. */
export const readPluginPackage = async (folder: string): Promise<PluginPackage> => {
  const path = join(folder, 'package.json')
  const found = await createProbeFs().readText(path)
  if (found.state !== 'ok')
    throw new Refusal(
      'NO_PLUGIN',
      `There is no plugin in ${folder}: its package.json is ${found.state}.`,
      HINT,
    )
  const parsed = packageSchema.safeParse(jsonOf(found.text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const at = issue === undefined || issue.path.length === 0 ? basename(path) : issue.path.join('.')
    throw new Refusal('BAD_MANIFEST', `${path}: ${at}: ${issue?.message ?? 'it is not JSON'}.`, HINT)
  }
  const { name, version, 'clawdbot-doctor': block } = parsed.data
  const { entry, examples = null, checks, capabilities } = block
  return { folder, name, version, entry, examples, checks, read: capabilities.read, text: found.text }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
