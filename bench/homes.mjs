import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'doctor-bench-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

/** Put together when it is run, so that no scan takes it for a real one. */
const token = (/** @type {string} */ kind, /** @type {string} */ mark) =>
  `sk-ant-${kind}01-${mark.padEnd(95, 'x')}`

/**
 * Writes files into a home.
 * @param {string} home
 * @param {Readonly<Record<string, unknown>>} files texts, or values to write as JSON, by path
 */
export const writeFiles = (home, files) => {
  for (const [path, content] of Object.entries(files)) {
    const full = join(home, path)
    mkdirSync(dirname(full), { recursive: true, mode: 0o700 })
    writeFileSync(full, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`, {
      mode: 0o600,
    })
  }
}

/** An empty home; gone when this process ends. */
export const makeHome = (/** @type {string} */ name) => {
  const home = join(scratch, name)
  mkdirSync(home, { mode: 0o700 })
  return home
}

const DAY = 24 * 3_600_000
const inTwoDays = Date.now() + 2 * DAY

/** A token that Claude Code has set up for a bot. */
export const setupToken = {
  type: 'token',
  provider: 'anthropic',
  token: token('oat', 'setup'),
  expires: Date.now() + 300 * DAY,
}

/**
 * The home of a gateway that works: a config, a login of Claude Code, and the same in the store.
 * @param {string} name
 * @param {Readonly<Record<string, object>>} [more] profiles of the store beside it
 */
export const healthyHome = (name, more = {}) => {
  const [access, refresh] = [token('oat', 'access'), token('ort', 'refresh')]
  const home = makeHome(name)
  writeFiles(home, {
    '.clawdbot/clawdbot.json': {
      agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-5' } } },
    },
    '.claude/.credentials.json': {
      claudeAiOauth: {
        accessToken: access,
        refreshToken: refresh,
        expiresAt: inTwoDays,
        scopes: ['user:inference', 'user:profile'],
        subscriptionType: 'max',
      },
    },
    '.clawdbot/agents/main/agent/auth-profiles.json': {
      version: 1,
      profiles: {
        'anthropic:claude-cli': { type: 'oauth', provider: 'anthropic', access, refresh, expires: inTwoDays },
        ...more,
      },
    },
  })
  return home
}
