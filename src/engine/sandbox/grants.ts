import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Capabilities } from '../../contract/index.js'

/** A path that may be read; with `below`, all that is in it too. */
export interface GrantedPath {
  readonly path: string
  readonly below: boolean
}

const BELOW = /[\\/]\*\*$/

/** The paths of a capability. `~/` is the home folder. */
export const grantedPaths = ({ read = [] }: Capabilities, home: string): readonly GrantedPath[] =>
  read.map((written) => {
    const path = written.replace(BELOW, '')
    return {
      path: resolve(/^~[\\/]/.test(path) ? join(home, path.slice(2)) : path === '~' ? home : path),
      below: BELOW.test(written),
    }
  })

/** Whether a path is one of these, or in one of these. */
export const isWithin = (path: string, granted: readonly GrantedPath[]): boolean =>
  granted.some((each) => path === each.path || (each.below && isInside(path, each.path)))

/** Whether a path is somewhere in a folder. */
export const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Programs go by the words they were agreed to: a name found on PATH is not its path. */
export const mayRun = ({ run = [] }: Capabilities, program: string): boolean => run.includes(program)

/** Whether a request may be sent there. A host without a port stands for all of its ports. */
export const mayReach = ({ reach = [] }: Capabilities, url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { hostname, host, port, protocol } = new URL(url)
  const withPort = port === '' ? `${hostname}:${protocol === 'http:' ? 80 : 443}` : host
  return reach.some((each) => each.toLowerCase() === hostname || each.toLowerCase() === withPort)
}

export const isLoopback = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)
