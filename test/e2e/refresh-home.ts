import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResolvedCredential, ResolveOptions } from '../../src/index.js'
import { CREDENTIALS, hour, listing, login, makeHome, node, STORE, script, token } from './cli.js'
import type { TokenServer } from './token-server.js'

/** Expired an hour ago, in both places, with keys that nobody here knows. */
export const OLD = { access: token('oat', 'old'), refresh: token('ort', 'old') }
export const PROFILE = 'anthropic:claude-cli'

export const oauth = (rest: object = {}) => ({
  type: 'oauth',
  provider: 'anthropic',
  ...OLD,
  expires: Date.now() - hour,
  mine: { kept: true },
  ...rest,
})

export const claudeLogin = (expiresAt: number, rest: object = {}): { readonly json: object } => {
  const { json } = login(expiresAt, { accessToken: OLD.access, refreshToken: OLD.refresh, ...rest })
  return { json: { mcpOAuth: { 'a|b': { kept: true } }, ...(json as object), organizationUuid: 'kept' } }
}

export const store = (profiles: object, rest: object = {}): { readonly json: object } => ({
  json: { version: 1, profiles, lastGood: { anthropic: PROFILE }, unknown: ['kept'], ...rest },
})

/** Both hold the same expired login. */
export const sharedHome = (): string => {
  const expires = Date.now() - hour
  return makeHome({
    [CREDENTIALS]: claudeLogin(expires),
    [STORE]: store({ [PROFILE]: oauth({ expires }) }),
  })
}

/** A login of the store alone, expired. */
export const ownHome = (profile: object = {}, id = 'anthropic:own'): string =>
  makeHome({ [STORE]: store({ [id]: oauth(profile) }) })

export const readJson = (home: string, path: string) => JSON.parse(readFileSync(join(home, path), 'utf8'))

/** The pair a store's profile holds, and the one Claude Code's file holds; null for no file. */
export const pairs = (home: string, profile = PROFILE) => {
  const { access, refresh } = readJson(home, STORE).profiles[profile]
  const claude = existsSync(join(home, CREDENTIALS)) ? readJson(home, CREDENTIALS).claudeAiOauth : null
  return {
    store: { access, refresh },
    claude: claude && { access: claude.accessToken, refresh: claude.refreshToken },
  }
}

export const envFor = (server: TokenServer): Record<string, string> => ({
  CLAWDBOT_DOCTOR_TOKEN_URL: server.url,
})

/** What a call in a process of its own came to. */
export type Resolved =
  | { readonly ok: ResolvedCredential }
  | { readonly code: string; readonly message: string; readonly hint: string | null }

const code = (entry: string): string => `
  import { resolveCredential } from ${JSON.stringify(entry)}
  const told = await resolveCredential(JSON.parse(process.argv[1])).then(
    (ok) => ({ ok }),
    ({ code, message, hint }) => ({ code, message, hint }),
  )
  process.stdout.write(JSON.stringify(told))`

/** Calls the library, as it is built, in a process of its own. */
export const resolveIn = (
  home: string,
  env: Record<string, string>,
  options: Partial<ResolveOptions> = {},
): Promise<Resolved> =>
  new Promise((resolve, reject) => {
    const text = code(join(script, '../../dist/src/index.js'))
    const asked = JSON.stringify({ provider: 'anthropic', ...options })
    const child = spawn(node, ['--input-type=module', '--eval', text, asked], {
      cwd: home,
      env: { PATH: '/usr/bin:/bin', HOME: home, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', () => {
      const text = Buffer.concat(out).toString()
      if (text === '') reject(new Error(Buffer.concat(err).toString()))
      else resolve(JSON.parse(text) as Resolved)
    })
  })

/** Everything below a home but the times of folders, which change when a lock is taken and given back. */
export const contents = (home: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(listing(home)).map(([path, told]) => [path, told.replace(/^(folder \S+ \S+) \S+/, '$1')]),
  )
