import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, Script } from 'node:vm'
import type { CodeCache } from './code-cache.js'

export interface Chunks {
  /** What a file of the bundle exports; it is loaded once. */
  load(name: string): unknown
  /** What V8 has made of the files that were loaded, or null where that is what it was given. */
  compiled(): CodeCache | null
}

/** The name of a file that most runs do not call: `build/groups.mjs`. */
const SELDOM = /^seldom-/

/** The files of the bundle as modules that Node's own loader does not know of: it takes no cached code. */
export const createChunks = (folder: string, cache: CodeCache): Chunks => {
  const modules = new Map<string, { exports: unknown }>()
  const scripts = new Map<string, Script>()
  let isStale = false

  const load = (name: string): unknown => {
    const known = modules.get(name)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    modules.set(name, module)
    const filename = join(folder, name)
    const source = readFileSync(filename, 'latin1')
    const cachedData = cache.get(name)
    const script = new Script(source, {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData && { cachedData }),
    })
    scripts.set(name, script)
    if (cachedData === undefined || script.cachedDataRejected === true) isStale = true
    script.runInThisContext()(module.exports, requireFrom, module, filename, folder)
    return module.exports
  }
  /** What stands for a file until something of it is asked for. */
  const later = (name: string): unknown =>
    new Proxy({}, { get: (_, key) => Reflect.get(load(name) as object, key) })
  const chunk = (name: string): unknown => (SELDOM.test(name) ? later(name) : load(name))
  const requireFrom = Object.assign(
    (id: string): unknown => (id.startsWith('./') ? chunk(id.slice(2)) : require(id)),
    require,
  )
  return {
    load,
    compiled: () => {
      if (!isStale) return null
      const fresh = [...scripts].map(([name, script]) => [name, script.createCachedData()] as const)
      return new Map([...cache, ...fresh])
    },
  }
}
