import { createRequire } from 'node:module'
import { join, sep } from 'node:path'

/**
 * What is loaded where it is called first, and not where a file that may call it begins: Node's larger modules take 0.5
 * to 2 ms each, and most of these libraries compile long regular expressions that most runs never match.
 */
const LATE = [
  'node:child_process',
  'node:crypto',
  'node:fs/promises',
  'node:readline',
  'node:timers/promises',
  'node:tty',
  'node:zlib',
  '@humanwhocodes/momoa',
  'dotenv',
  'fast-wrap-ansi',
  'json5',
  'picomatch',
  'semver/functions/coerce.js',
  'semver/functions/gte.js',
  'semver/functions/lt.js',
  'semver/functions/satisfies.js',
  'semver/functions/valid.js',
  'semver/ranges/valid.js',
]

const IMPORT = /^import (?:(?<byDefault>\w+)|\{(?<named>[^}]*)\}) from ['"](?<from>[^'"]+)['"];?$/gm

const load = createRequire(import.meta.url)

/** Whether another function can call it in its place: a class, a constant or an object has to be there itself. */
const isFunction = (/** @type {unknown} */ value, /** @type {string} */ name) =>
  typeof value === 'function' && !/^[A-Z]/.test(name)

/** @param {string} late what is called first @param {string} member */
const caller = (late, member) => `(...args) => ${late}${member}(...args)`

/**
 * What stands for the default export of a CommonJS module, or null where nothing can.
 * @param {unknown} value
 * @param {string} late
 */
const inPlaceOf = (value, late) => {
  if (typeof value === 'function') return caller(late, '')
  if (typeof value !== 'object' || value === null) return null
  const members = Object.entries(value)
  return members.every(([name, member]) => isFunction(member, name))
    ? `{ ${members.map(([name]) => `${name}: ${caller(late, `.${name}`)}`).join(', ')} }`
    : null
}

/**
 * The declarations that stand for an import, or null where not all of it can wait.
 * @param {Readonly<Record<string, string | undefined>>} groups
 * @param {string} late
 */
const declared = ({ byDefault, named = '', from = '' }, late) => {
  const module = load(from)
  if (byDefault !== undefined) {
    const text = inPlaceOf(module, late)
    return text && [`const ${byDefault} = ${text};`]
  }
  const pairs = named.split(',').map((part) => part.trim().split(' as '))
  const lines = pairs
    .filter(([name]) => name !== '')
    .map(([name = '', local = name]) =>
      isFunction(module[name], name) ? `const ${local} = ${caller(late, `.${name}`)};` : null,
    )
  return lines.includes(null) ? null : lines
}

/**
 * A plugin of rolldown's for this program's own modules.
 * @param {string} folder that they are in
 */
export const lateImports = (folder) => ({
  name: 'late-imports',
  transform: {
    /**
     * @param {string} code
     * @param {string} id
     */
    handler(code, id) {
      if (!id.startsWith(join(folder, sep))) return null
      let count = 0
      return code.replaceAll(IMPORT, (line, ...rest) => {
        const groups = rest.at(-1)
        if (!LATE.includes(groups.from)) return line
        const variable = `late$${count++}`
        const lines = declared(groups, `(${variable} ??= require(${JSON.stringify(groups.from)}))`)
        return lines === null ? line : [`let ${variable};`, ...lines].join('\n')
      })
    },
  },
})
