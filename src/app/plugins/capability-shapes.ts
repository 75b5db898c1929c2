import { z } from 'zod'
import { expandUserPath, type Place, pathOf } from '../../auth/paths.js'
import { ID_SHAPE } from '../../engine/valid-plugin.js'
import { isPrintable } from './printable-text.js'

/** Where a path that a plugin asks for leads: the doctor's own records are nobody's to read. */
export interface CapabilityPlace extends Place {
  /** Absolute. */
  readonly records: string
}

const MOST = 100
const LONGEST = 300

/** Each fault stands after "must be". */
type FaultOf = (written: string) => string | null

const listOf = (faultOf: FaultOf, expected: string) =>
  z
    .array(
      z.string({ error: expected }).superRefine((written, context) => {
        const fault = written.length > LONGEST || !isPrintable(written) ? expected : faultOf(written)
        if (fault !== null) context.addIssue({ code: 'custom', message: fault })
      }),
      { error: 'a list of texts' },
    )
    .max(MOST, { error: `a list of at most ${MOST}` })
    .transform((items) => [...new Set(items)])
    .optional()

/** What a plugin may ask for, by the rules of this machine; kinds that are not known are left out. */
export const capabilityShapes = (place: CapabilityPlace) =>
  z.object(
    {
      read: listOf((path) => faultOfRead(path, place), PATH),
      run: listOf((program) => faultOfRun(program, place), PROGRAM),
      reach: listOf(faultOfHost, HOST),
      env: listOf((name) => (VARIABLE.test(name) ? null : ENV), ENV),
      facts: listOf((id) => (ID_SHAPE.test(id) ? null : FACT), FACT),
    },
    { error: 'an object' },
  )

const PATH = 'an absolute path, or one that begins with ~/'
const PROGRAM = 'the name of a program, or an absolute path'
const HOST = 'a host such as "api.example.com" or "api.example.com:8443"'
const ENV = 'the name of an environment variable'
const FACT = 'the id of a fact, such as "clawdbot/stores"'

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_()]*$/

const faultOfRead = (written: string, place: CapabilityPlace): string | null => {
  const path = written.replace(/(?<=.)[\\/]\*\*$/, '').replace(/^([\\/])\*\*$/, '$1')
  const fault = faultOfPath(path, place, /^~(?=[\\/]|$)/)
  if (fault !== null) return fault
  if (path.includes('*')) return 'a path in which ** stands only at its end'
  const { relative, isAbsolute } = pathOf(place.platform)
  const below = relative(place.records, expandUserPath(place, path))
  return below.startsWith('..') || isAbsolute(below) ? null : "outside the doctor's own records"
}

const faultOfPath = (path: string, { platform }: CapabilityPlace, home: RegExp): string | null => {
  const inHome = home.test(path)
  if (path.split(/[\\/]/).includes('..')) return 'a path without ".."'
  if (/^[\\/]{2}/.test(path)) return 'a path on this machine'
  return inHome || pathOf(platform).isAbsolute(path) ? null : PATH
}

const faultOfRun = (program: string, place: CapabilityPlace): string | null => {
  if (!/[\\/]/.test(program)) return /^(?![-.])[\w.+@-]+$/.test(program) ? null : PROGRAM
  const fault = faultOfPath(program, place, /^(?!)/)
  return fault === PATH || program.includes('*') ? PROGRAM : fault
}

const LABEL = '[a-z0-9]([a-z0-9-]*[a-z0-9])?'
const HOST_SHAPE = new RegExp(`^(${LABEL}(\\.${LABEL})*|\\[[0-9a-f:.]+\\])(:(\\d{1,5}))?$`)

const faultOfHost = (written: string): string | null => {
  if (written.includes('://')) return 'a host without a scheme, such as "api.example.com"'
  if (written.includes('*')) return 'one host, without a "*"'
  const port = HOST_SHAPE.exec(written)?.at(-1)
  if (!HOST_SHAPE.test(written)) return HOST
  return port === undefined || (Number(port) > 0 && Number(port) < 65_536)
    ? null
    : 'with a port from 1 to 65535'
}
