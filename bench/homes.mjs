import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'doctor-bench-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

/** Put together when it is run, so that no scan takes it for a real one. */
const token = (/** @type {string} */ kind, /** @type {string} */ mark) =>
  `sk-ant-${kind}01-${mark.padEnd(95, 'x')}`

/**
 * A home with these files in it, by path; gone when this process ends.
 * @param {string} name
 * @param {Readonly<Record<string, unknown>>} files texts, or values to write as JSON
 */
export const makeHome = (name, files = {}) => {
  const home = join(scratch, name)
  mkdirSync(home, { mode: 0o700 })
  for (const [path, content] of Object.entries(files)) {
    const full = join(home, path)
    mkdirSync(dirname(full), { recursive: true, mode: 0o700 })
    writeFileSync(full, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`, {
      mode: 0o600,
    })
  }
  return home
}

const inADay = Date.now() + 24 * 3_600_000

/** The home of a gateway that works: a config, a login of Claude Code, and the same in the store. */
export const healthyHome = (/** @type {string} */ name) => {
  const [access, refresh] = [token('oat', 'access'), token('ort', 'refresh')]
  const expires = inADay + 24 * 3_600_000
  return makeHome(name, {
    '.clawdbot/clawdbot.json': {
      agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-5' } } },
    },
    '.claude/.credentials.json': {
      claudeAiOauth: {
        accessToken: access,
        refreshToken: refresh,
        expiresAt: expires,
        scopes: ['user:inference', 'user:profile'],
        subscriptionType: 'max',
      },
    },
    '.clawdbot/agents/main/agent/auth-profiles.json': {
      version: 1,
      profiles: {
        'anthropic:claude-cli': { type: 'oauth', provider: 'anthropic', access, refresh, expires },
      },
    },
  })
}
