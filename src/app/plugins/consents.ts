import { z } from 'zod'
import type { Capabilities } from '../../contract/index.js'
import type { Probes } from '../../ports/types.js'
import { isPackageName } from './manifest.js'
import { othersMayChange } from './own-file.js'
import { consentsPath } from './places.js'

const items = z.array(z.string()).optional()

const consent = z.strictObject({
  version: z.string(),
  integrity: z
    .string()
    .regex(/^sha512-[A-Za-z0-9+/]{86}==$/)
    .nullable()
    .meta({ description: 'Of the package as it was fetched; null for a folder that is linked.' }),
  origin: z.enum(['installed', 'linked']),
  source: z.string().meta({ description: 'What it came from, for the next update.' }),
  folder: z.string().optional().meta({ description: 'Absolute, of what is linked.' }),
  granted: z.strictObject({ read: items, run: items, reach: items, env: items, facts: items }),
  agreedAt: z.iso.datetime(),
})

/** `<state>/doctor/installed/consents.json`: which plugins there are, and what each may. */
const consentsV1 = z.strictObject({
  version: z.literal(1),
  plugins: z.record(z.string().refine(isPackageName), consent),
})

/** What somebody agreed to for one plugin. `granted` may have more than its present version asks for. */
export interface Consent extends Omit<z.infer<typeof consent>, 'granted' | 'folder'> {
  readonly granted: Capabilities
  readonly folder?: string
}

export type Consents = Readonly<Record<string, Consent>>

/** `unusable`: there is a record that nobody can go by, and that nobody may write over. */
export type ReadConsents =
  | { readonly state: 'ok'; readonly consents: Consents }
  | { readonly state: 'unusable'; readonly reason: string }

const EMPTY: ReadConsents = { state: 'ok', consents: {} }

/** Never throws. */
export const readConsents = async ({ fs, ...probes }: Probes): Promise<ReadConsents> => {
  const found = await fs.readText(consentsPath({ fs, ...probes }))
  if (found.state === 'absent') return EMPTY
  if (found.state !== 'ok') return unusable('it cannot be read')
  const others = othersMayChange(found.stat, probes.user.uid)
  if (others !== null) return unusable(others)
  const read = parse(found.text)
  return read === null ? unusable('it holds no consents') : { state: 'ok', consents: read }
}

const unusable = (reason: string): ReadConsents => ({ state: 'unusable', reason })

const parse = (text: string): Consents | null => {
  try {
    return (consentsV1.parse(JSON.parse(text)).plugins as Consents) ?? null
  } catch {
    return null
  }
}
