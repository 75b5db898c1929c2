import { satisfies, valid, validRange } from 'semver'
import { z } from 'zod'
import type { Capabilities } from '../../contract/index.js'
import { ID_SHAPE } from '../../engine/valid-plugin.js'
import { type CapabilityPlace, capabilityShapes } from './capability-shapes.js'
import { isPrintable, shownText } from './printable-text.js'

/** The key of a package.json that makes a package a plugin. */
const BLOCK = 'clawdbot-doctor'

/** The version of the contract that this program keeps. */
const CONTRACT = '1.0.0'

/** What a package says of itself as a plugin. */
export interface Manifest {
  readonly name: string
  readonly version: string
  /** Relative to the package's folder; where it leads is not known yet. */
  readonly entry: string
  /** Null where the package does not name its checks. */
  readonly checks: readonly string[] | null
  readonly declared: Capabilities
  readonly examples: string | null
}

/** `name` and `version` as far as they can be told, for a package that is refused. */
export type ReadManifest =
  | { readonly state: 'ok'; readonly manifest: Manifest }
  | {
      readonly state: 'wrong'
      readonly reason: string
      readonly name: string | null
      readonly version: string | null
    }

const LARGEST = 1024 * 1024
const MOST_CHECKS = 500

/** The shape of a name that npm takes for a new package. */
const NAME = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*(?<!\.)$/

/** What stands beside installed plugins, or in their folders, under a name that a package could have. */
const OURS = /^(consents\.json.*|clawdbot-doctor|node_modules)$/

export const isPackageName = (name: string): boolean =>
  name.length <= 214 && NAME.test(name) && !OURS.test(name)

/** Reads the text of a package.json, and nothing else of the package. Never throws. */
export const readManifest = (text: string, place: CapabilityPlace): ReadManifest => {
  if (text.length > LARGEST) return wrong('its package.json is larger than 1 MiB')
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return wrong('its package.json is not JSON')
  }
  const head = HEAD.safeParse(json)
  if (!head.success) return wrong(faultIn('its package.json', head.error))
  const { name, version } = head.data
  const told = { name, version }
  const { [BLOCK]: block } = head.data
  if (block === undefined) return wrong(`its package.json has no "${BLOCK}" block`, told)
  const read = BLOCK_SHAPE.safeParse(block)
  if (!read.success) return wrong(faultIn(IN_BLOCK, read.error), told)
  const { apiVersion, entry, checks, capabilities, examples } = read.data
  // Made anew for each place: most packages ask for nothing.
  const asked = capabilities === undefined ? null : capabilitiesShape(place).safeParse({ capabilities })
  if (asked?.success === false) return wrong(faultIn(IN_BLOCK, asked.error), told)
  if (!satisfies(CONTRACT, apiVersion))
    return wrong(`it asks for contract version ${apiVersion}; this is version 1`, told)
  const repeated = checks?.find((id, index) => checks.indexOf(id) !== index)
  if (repeated !== undefined) return wrong(`it names the check ${repeated} twice`, told)
  return {
    state: 'ok',
    manifest: {
      name,
      version,
      entry,
      checks: checks ?? null,
      declared: withoutEmpty(asked?.data.capabilities ?? {}),
      examples: examples ?? null,
    },
  }
}

const text = (expected: string, isRight: (written: string) => boolean) =>
  z
    .string({ error: expected })
    .refine((written) => isPrintable(written) && isRight(written), { error: expected })

const HEAD = z.object(
  {
    name: text("a package's name", isPackageName),
    version: text('a version such as "1.2.3"', (version) => valid(version) === version),
    [BLOCK]: z.unknown().optional(),
  },
  { error: 'an object' },
)

const isInside = (path: string): boolean =>
  path !== '' && !/^([\\/]|[a-z]:)/i.test(path) && !path.split(/[\\/]/).includes('..')

const capabilitiesShape = (place: CapabilityPlace) => z.object({ capabilities: capabilityShapes(place) })

const IN_BLOCK = `the "${BLOCK}" block of its package.json`
const BLOCK_SHAPE = z.object(
  {
    apiVersion: text('a range of versions in quotes, such as "^1"', (range) => validRange(range) !== null),
    entry: text('a path inside the package, such as "./index.js"', isInside),
    capabilities: z.unknown().optional(),
    checks: z
      .array(
        text('the id of a check, <domain>/<name>', (id) => ID_SHAPE.test(id) && id.length <= 100),
        { error: 'a list of ids of checks' },
      )
      .max(MOST_CHECKS, { error: `a list of at most ${MOST_CHECKS}` })
      .optional(),
    examples: text('a path inside the package, such as "./examples.js"', isInside).optional(),
  },
  { error: 'an object' },
)

const faultIn = (what: string, { issues }: z.ZodError): string => {
  const [issue] = issues
  const key = (issue?.path ?? [])
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
  return `${key === '' ? '' : `${key.replace(/^\./, '')} in `}${what} must be ${issue?.message ?? 'otherwise'}`
}

const wrong = (
  reason: string,
  told: { readonly name: string; readonly version: string } | null = null,
): ReadManifest => ({
  state: 'wrong',
  reason: shownText(reason),
  name: told?.name ?? null,
  version: told?.version ?? null,
})

const withoutEmpty = (
  asked: { readonly [K in keyof Capabilities]: Capabilities[K] | undefined },
): Capabilities =>
  Object.fromEntries(Object.entries(asked).filter(([, items]) => items !== undefined && items.length > 0))
