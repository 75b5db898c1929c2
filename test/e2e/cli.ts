import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const script = join(root, 'bin', 'run.js')

/** The Node that runs the program under test; another one than the tests' own where a run asks for it. */
export const node = process.env.NODE_UNDER_TEST ?? process.execPath

/** A file's text, or a value to write as JSON; `mode` 0600 where it is left out. */
export type FileContent =
  | string
  | { readonly text: string; readonly mode: number }
  | { readonly json: unknown }

// Not each when its own test is over: among concurrent tests nobody knows whose it is.
const made: string[] = []
afterAll(() => {
  for (const home of made) rmSync(home, { recursive: true, force: true })
})

/** An empty home with these files in it, by path; removed when the file's tests are over. */
export const makeHome = (files: Readonly<Record<string, FileContent>> = {}): string => {
  const home = mkdtempSync(join(tmpdir(), 'doctor-e2e-'))
  chmodSync(home, 0o755)
  made.push(home)
  for (const [path, content] of Object.entries(files)) {
    const full = join(home, path)
    mkdirSync(dirname(full), { recursive: true, mode: 0o700 })
    const text =
      typeof content === 'string'
        ? content
        : 'json' in content
          ? `${JSON.stringify(content.json, null, 2)}\n`
          : content.text
    writeFileSync(full, text, { mode: 0o600 })
    if (typeof content === 'object' && 'mode' in content) chmodSync(full, content.mode)
  }
  return home
}

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly input?: string
  /** Runs it as a user who owns nothing and may read only what everybody may. */
  readonly unprivileged?: boolean
  /** Another script than the built program's. */
  readonly script?: string
  /** A program, with its arguments, that starts it. */
  readonly under?: readonly string[]
}

const PATH = '/usr/bin:/bin'
/** Code that was compiled once is kept for all tests, and away from their homes, which tests look into. */
const XDG_CACHE_HOME = join(root, 'node_modules', '.cache', 'clawdbot-doctor', 'tests')
/** A fix may refresh a login: no test asks the real provider. */
export const NOWHERE = 'http://127.0.0.1:9/token'

/** Runs the built program as a process of its own, with an environment that holds nothing but what is given. */
export const runCli = (args: readonly string[], options: CliOptions): Promise<CliResult> => {
  const called = { CLAWDBOT_DOCTOR_CALLED_AS: 'clawdbot-doctor', CLAWDBOT_DOCTOR_TOKEN_URL: NOWHERE }
  const env = { PATH, XDG_CACHE_HOME, HOME: options.home, ...called, ...options.env }
  const words = [...(options.under ?? []), node, options.script ?? script, ...args]
  const argv = options.unprivileged === true ? [...UNPRIVILEGED, ...words] : words
  return new Promise((resolve, reject) => {
    const child = spawn(argv[0] ?? node, argv.slice(1), {
      cwd: options.cwd ?? options.home,
      env,
      stdio: 'pipe',
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    )
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
  })
}

const UNPRIVILEGED = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']

/** Every path below a folder with what would show that it was touched: kind, mode, owner, times, content. */
export const listing = (folder: string): Readonly<Record<string, string>> => {
  const entries: Record<string, string> = {}
  const walk = (path: string): void => {
    const stat = lstatSync(path)
    const kind = stat.isSymbolicLink() ? `link ${readlinkSync(path)}` : stat.isDirectory() ? 'folder' : 'file'
    const content = stat.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : ''
    entries[path.slice(folder.length)] = [kind, stat.mode.toString(8), stat.uid, stat.mtimeMs, content].join(
      ' ',
    )
    if (stat.isDirectory()) for (const name of readdirSync(path)) walk(join(path, name))
  }
  walk(folder)
  return entries
}

export const hour = 3_600_000

/** Built at run time, so that a scan for real tokens stays quiet. */
export const token = (kind: 'oat' | 'ort' | 'api', mark: string): string =>
  `sk-ant-${kind === 'api' ? 'api03' : `${kind}01`}-${mark.padEnd(95, 'x')}`

/** A Claude Code login as it stands in its credentials file. */
export const login = (
  expiresAt: number,
  rest: Readonly<Record<string, unknown>> = {},
): { readonly json: unknown } => ({
  json: {
    claudeAiOauth: {
      accessToken: token('oat', 'access'),
      refreshToken: token('ort', 'refresh'),
      expiresAt,
      scopes: ['user:inference', 'user:profile'],
      subscriptionType: 'max',
      ...rest,
    },
  },
})

export const CREDENTIALS = '.claude/.credentials.json'
export const STORE = '.clawdbot/agents/main/agent/auth-profiles.json'
export const CONFIG = '.clawdbot/clawdbot.json'
/** A `claude` that tells its version and does nothing else. */
export const CLAUDE = { text: '#!/bin/sh\necho "2.1.330 (Claude Code)"\n', mode: 0o755 }
