import type { PlistParse } from '../../../src/auth/service/plist.js'
import type { ProbeContext, Unavailable } from '../../../src/contract/index.js'

const CONVERT_MS = 3000

/** A property list, turned into XML by macOS where it is in the binary form. */
export const readPlist = async (path: string, context: ProbeContext): Promise<PlistParse | Unavailable> => {
  const found = await context.fs.readText(path)
  if (found.state !== 'ok' && found.state !== 'not-text') return found
  // Loaded only here: only a Mac has property lists.
  const { parsePlist } = await import('../../../src/auth/service/plist.js')
  const parsed: PlistParse = found.state === 'ok' ? parsePlist(found.text) : { state: 'binary' }
  if (parsed.state !== 'binary') return parsed
  const argv = ['plutil', '-convert', 'xml1', '-o', '-', path]
  const converted = await context.exec(argv, { timeoutMs: CONVERT_MS })
  return converted.outcome === 'exited' && converted.code === 0 ? parsePlist(converted.stdout) : parsed
}
