import { dirname, join } from 'node:path'
import { createExec } from '../../ports/exec.js'
import type { Probes } from '../../ports/types.js'
import { Refusal } from '../refusal.js'
import { shownText } from './printable-text.js'
import type { Workshop } from './workshop.js'

/** As long as a slow line may need for a large package. */
const TIMEOUT_MS = 10 * 60 * 1000

/** Whatever the user's own npm is set to: no code of a package runs, and nothing is done but what is asked for. */
const ALWAYS = [
  '--ignore-scripts',
  '--json',
  '--global=false',
  '--dry-run=false',
  '--audit=false',
  '--fund=false',
  '--update-notifier=false',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
]

/**
 * Runs the user's own npm in a folder, where no settings of a project's count, and returns what it printed. `what` tells
 * what for, as in "npm could not fetch it". Throws a {@link Refusal} with npm's own reason.
 */
export const runNpm = async (
  { probes, cache }: Pick<Workshop, 'probes' | 'cache'>,
  {
    args,
    folder,
    what,
  }: { readonly args: readonly string[]; readonly folder: string; readonly what: string },
): Promise<string> => {
  const npm = await findNpm(probes)
  const exec = createExec({ env: probes.env, cwd: folder })
  const kept = cache === null ? [] : ['--cache', cache]
  const result = await exec([npm, ...args, ...ALWAYS, ...kept, '--prefix', folder], { timeoutMs: TIMEOUT_MS })
  if (result.outcome === 'exited' && result.code === 0) return result.stdout
  if (result.outcome === 'exited') throw failed(what, reasonIn(result.stdout, result.stderr))
  throw failed(what, {
    code: '',
    summary: result.outcome === 'failed' ? result.reason : WORDS[result.outcome],
  })
}

const WORDS = {
  'not-found': 'it is not there any more',
  denied: 'it may not be run',
  timeout: 'it took longer than ten minutes',
} as const

/** The one that belongs to this Node, else the first on PATH. */
const findNpm = async ({ fs, which, platform }: Probes): Promise<string> => {
  const beside = join(dirname(process.execPath), platform === 'win32' ? 'npm.cmd' : 'npm')
  if ((await fs.stat(beside)).state === 'ok') return beside
  const found = (await which('npm')).find(({ executable }) => executable)
  if (found !== undefined) return found.path
  throw new Refusal(
    'NO_NPM',
    'There is no npm beside this Node or on your PATH, and plugins are fetched by it.',
    'Install npm, then run this again.',
  )
}

interface Reason {
  readonly code: string
  readonly summary: string
}

const reasonIn = (stdout: string, stderr: string): Reason => {
  try {
    const { error } = JSON.parse(stdout) as { error: Partial<Record<'code' | 'summary', unknown>> }
    if (typeof error.summary === 'string' && error.summary !== '')
      return { code: String(error.code ?? ''), summary: error.summary }
  } catch {
    // Some of its failures come before it knows that JSON is wanted.
  }
  const lines = stderr.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
  const code = /^code (\w+)$/.exec(lines.find((line) => line.startsWith('code ')) ?? '')?.[1] ?? ''
  return {
    code,
    summary: lines.find((line) => line !== '' && !line.startsWith('code ')) ?? 'it gave no reason',
  }
}

const OFFLINE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENETUNREACH',
  'EHOSTUNREACH',
])
const SLOW = new Set(['ETIMEDOUT', 'ERR_SOCKET_TIMEOUT', 'FETCH_ERROR', 'ENOTCACHED'])

const failed = (what: string, { code, summary }: Reason): Refusal =>
  new Refusal(
    'NPM_FAILED',
    `npm could not ${what}: ${shownText(summary.split('\n', 1)[0] ?? '').replace(/\.$/, '')}${code === '' ? '' : ` (${shownText(code)})`}.`,
    hintFor(code),
  )

const hintFor = (code: string): string => {
  if (OFFLINE.has(code) || SLOW.has(code))
    return 'The registry was not reached. Try again when it can be, or name a tarball or a folder instead.'
  if (code === 'E404') return 'Look at the name again, or name a tarball or a folder.'
  if (code === 'ETARGET') return 'Name a version that there is, or none for the newest.'
  if (code === 'E401' || code === 'E403')
    return 'The registry wants a login: run `npm login`, then this again.'
  return 'Nothing was changed. Mend that, then run this again.'
}
