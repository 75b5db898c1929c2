import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const HOUR = 3_600_000

/** @param {'oat' | 'ort'} kind @param {string} letter */
const token = (kind, letter) => `sk-ant-${kind}01-${letter.repeat(95)}`

/**
 * Fills an empty home with a set-up that has stopped working: the stored token has expired, the order begins with a
 * profile that is gone, and the newer login of Claude Code, which others can read, was never copied over.
 * Returns the folder to put on PATH, with a stand-in for `claude`.
 * @param {string} home
 */
export function breakHome(home) {
  const now = Date.now()
  /** @param {string} path @param {unknown} content @param {number} mode */
  const put = (path, content, mode) => {
    const file = join(home, path)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`)
    chmodSync(file, mode)
  }

  put(
    '.clawdbot/clawdbot.json',
    { agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-5' } } } },
    0o600,
  )
  put(
    '.clawdbot/agents/main/agent/auth-profiles.json',
    {
      version: 1,
      profiles: {
        'anthropic:claude-cli': {
          type: 'token',
          provider: 'anthropic',
          token: token('oat', 'o'),
          expires: now - 30 * HOUR,
        },
      },
      order: { anthropic: ['anthropic:work', 'anthropic:claude-cli'] },
    },
    0o600,
  )
  put(
    '.claude/.credentials.json',
    {
      claudeAiOauth: {
        accessToken: token('oat', 'n'),
        refreshToken: token('ort', 'n'),
        expiresAt: now + 7 * HOUR,
        scopes: ['user:inference', 'user:profile'],
        subscriptionType: 'max',
        rateLimitTier: 'default_claude_max_5x',
      },
    },
    0o644,
  )
  put('bin/claude', '#!/bin/sh\necho "2.1.330 (Claude Code)"\n', 0o755)
  put('bin/claude.cmd', '@echo 2.1.330 (Claude Code)\r\n', 0o755)
  // On macOS the Keychain is asked first; this one says that it holds no such item.
  put('bin/security', '#!/bin/sh\nexit 44\n', 0o755)
  return { programs: join(home, 'bin') }
}
