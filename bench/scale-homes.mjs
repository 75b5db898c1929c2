import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'doctor-scale-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
const DAY = 24 * 3_600_000

/** As random as a token, and the same at every run. */
const noise = (/** @type {string} */ mark, length = 95) =>
  [0, 1, 2, 3]
    .map((part) => createHash('sha256').update(`${mark} ${part}`).digest('base64url'))
    .join('')
    .slice(0, length)
const token = (/** @type {string} */ kind, /** @type {string} */ mark) => `sk-ant-${kind}01-${noise(mark)}`

/** @param {string} home @param {string} path @param {unknown} content a text, or a value to write as JSON */
const put = (home, path, content) => {
  const full = join(home, path)
  mkdirSync(dirname(full), { recursive: true, mode: 0o700 })
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content, null, 2), {
    mode: 0o600,
  })
}

const PROVIDERS = ['anthropic', 'openai', 'xai', 'google', 'groq']

/** Logins, tokens and keys in turn. @param {string} mark @param {number} count @param {boolean} ended whether the first has ended @returns {Record<string, Record<string, unknown>>} */
const profilesOf = (mark, count, ended) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const provider = PROVIDERS[index % PROVIDERS.length] ?? 'anthropic'
      const own = `${mark}/${index}`
      const expires = Date.now() + (ended && index === 0 ? -DAY : 60 * DAY)
      const credential = [
        {
          type: 'oauth',
          provider,
          access: token('oat', `${own}a`),
          refresh: token('ort', `${own}r`),
          expires,
        },
        { type: 'token', provider, token: token('oat', own), expires },
        { type: 'api_key', provider, key: token('oat', `${own}k`) },
      ][index % 3]
      return [`${provider}:p${index}`, { ...credential }]
    }),
  )

const storeOf = (/** @type {string} */ agent) => `.clawdbot/agents/${agent}/agent/auth-profiles.json`

/**
 * So many agents, each with so many profiles of its own; gone when this process ends.
 * @param {string} name
 * @param {{ agents: number, profiles: number, ended?: boolean, misspelled?: boolean }} crowd `ended`: each has one that has ended; `misspelled`: each has one that a fix mends
 */
export const crowdHome = (name, { agents, profiles, ended = false, misspelled = false }) => {
  const home = join(scratch, name)
  rmSync(home, { recursive: true, force: true })
  const ids = Array.from({ length: agents }, (_, index) => (index === 0 ? 'main' : `agent-${index}`))
  put(home, '.clawdbot/clawdbot.json', { agents: { list: ids.map((id) => ({ id })) } })
  for (const id of ids) {
    const stored = profilesOf(id, profiles, ended)
    const [first] = Object.values(stored)
    if (misspelled && first !== undefined) {
      first.mode = first.type
      delete first.type
    }
    put(home, storeOf(id), { version: 1, profiles: stored })
  }
  return home
}

/** One agent with a file of sessions, and one of credentials, of about so many bytes. @param {string} name @param {{ sessionsBytes: number, storeBytes: number }} sizes */
export const largeHome = (name, { sessionsBytes, storeBytes }) => {
  const home = crowdHome(name, { agents: 1, profiles: 3 })
  const message = 'x'.repeat(10_000)
  const sessions = Object.fromEntries(
    Array.from({ length: Math.round(sessionsBytes / 10_150) }, (_, index) => [
      `agent:main:chat:${index}`,
      { sessionId: `s${index}`, updatedAt: index, authProfileOverride: 'anthropic:gone', skills: message },
    ]),
  )
  put(home, '.clawdbot/agents/main/sessions/sessions.json', sessions)
  put(home, storeOf('main'), {
    version: 1,
    profiles: profilesOf('main', Math.round(storeBytes / 285), false),
  })
  return home
}

/** A linked plugin each, with one check. @param {string} name @param {number} count */
export const pluginHome = (name, count) => {
  const home = join(scratch, name)
  mkdirSync(home, { mode: 0o700 })
  const linked = Array.from({ length: count }, (_, index) => {
    const plugin = `plugin-${index}`
    const block = { apiVersion: '^1', entry: './index.js', checks: [`${plugin}/check`] }
    put(home, `${plugin}/package.json`, {
      name: plugin,
      version: '1.0.0',
      type: 'module',
      'clawdbot-doctor': block,
    })
    put(home, `${plugin}/index.js`, '')
    const folder = join(home, plugin)
    const agreedAt = new Date(0).toISOString()
    return [
      plugin,
      { version: '1.0.0', integrity: null, origin: 'linked', source: folder, folder, granted: {}, agreedAt },
    ]
  })
  if (count > 0)
    put(home, '.clawdbot/doctor/installed/consents.json', { version: 1, plugins: Object.fromEntries(linked) })
  return home
}
