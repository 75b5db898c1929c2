import { bundledPlugins } from '../../../plugins/index.js'
import { Refusal } from '../refusal.js'

/** The id of a new check, and the words that its files are written with. */
export interface CheckName {
  readonly id: string
  readonly domain: string
  readonly name: string
  /** The name as the beginning of an identifier: `diskQuota`. */
  readonly camel: string
}

const PART = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*'
const ID = new RegExp(`^(${PART})/(${PART})$`)
const LONGEST = 60

/** Throws a {@link Refusal} for an id that is none, or whose domain is this program's own. */
export const readCheckName = (id: string): CheckName => {
  const [, domain, name] = id.length > LONGEST ? [] : (ID.exec(id) ?? [])
  if (domain === undefined || name === undefined)
    throw new Refusal(
      'BAD_CHECK_ID',
      `${id} is not the id of a check.`,
      'Name it <domain>/<name> in small letters, digits and hyphens, such as my-company/config.',
    )
  const isOurs = bundledPlugins.some(({ checks }) =>
    checks.some((check) => check.id.startsWith(`${domain}/`)),
  )
  if (isOurs)
    throw new Refusal(
      'TAKEN_DOMAIN',
      `The checks under ${domain}/ are this program's own.`,
      'Choose a domain of yours, such as the name of your company or product.',
    )
  const camel = name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return { id, domain, name, camel }
}

/** Scoped or not, as npm takes it. */
const PACKAGE_NAME = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/

/** The name of the package; one made from the domain where none was asked for. Throws a {@link Refusal}. */
export const readPackageName = (asked: string | undefined, { domain }: CheckName): string => {
  const name = asked ?? `clawdbot-doctor-${domain}`
  if (PACKAGE_NAME.test(name) && name.length <= 214) return name
  throw new Refusal(
    'BAD_PACKAGE_NAME',
    `${name} is not a name that npm takes.`,
    'Use small letters, digits, hyphens, dots and underscores, with a scope such as @my-company/ if you like.',
  )
}
