import { z } from 'zod'
import { shownText } from './printable-text.js'

/** What a package says of itself beside its block. Nobody has checked any of it. */
export interface AboutPackage {
  readonly author: string | null
  readonly licence: string | null
  readonly repository: string | null
  /** Names of its scripts that npm would run at an install. */
  readonly scripts: readonly string[]
  /** Whether other packages come along with it. */
  readonly hasDependencies: boolean
}

const orNothing = <T extends z.ZodType>(shape: T) => shape.optional().catch(undefined)
const words = z.union([
  z.string(),
  z
    .object({ name: z.string(), email: orNothing(z.string()) })
    .transform(({ name, email }) => (email === undefined ? name : `${name} <${email}>`)),
])
const place = z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)])
const mapping = z.record(z.string(), z.unknown())

const SHAPE = z.object({
  author: orNothing(words),
  license: orNothing(z.string()),
  repository: orNothing(place),
  scripts: orNothing(mapping),
  dependencies: orNothing(mapping),
  optionalDependencies: orNothing(mapping),
})

const AT_INSTALL = ['preinstall', 'install', 'postinstall', 'prepare']

/** Reads the text of a package.json that is known to be JSON. */
export const aboutPackage = (text: string): AboutPackage => {
  const { author, license, repository, scripts, dependencies, optionalDependencies } = SHAPE.parse(
    JSON.parse(text.replace(/^\uFEFF/, '')),
  )
  const shown = (written: string | undefined): string | null => shownText(written ?? '') || null
  return {
    author: shown(author),
    licence: shown(license),
    repository: shown(repository),
    scripts: AT_INSTALL.filter((name) => Object.hasOwn(scripts ?? {}, name)),
    hasDependencies: Object.keys({ ...dependencies, ...optionalDependencies }).length > 0,
  }
}
