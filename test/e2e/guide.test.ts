import { expect, it } from 'vitest'
import { CONFIG, hour, login, makeHome, runCli } from './cli.js'
import { openTerminal } from './terminal-session.js'

const CLI = 'anthropic:claude-cli'
const SESSIONS = '.clawdbot/agents/main/sessions/sessions.json'

/** Like the `claude` that the guide was written for: it stores the login that it makes. */
const CLAUDE = {
  text: [
    '#!/bin/sh',
    'if [ "$1" = --version ]; then echo "2.1.330 (Claude Code)"; exit 0; fi',
    'mkdir -p "$HOME/.claude" && cp "$HOME/login.json" "$HOME/.claude/.credentials.json"',
    '',
  ].join('\n'),
  mode: 0o755,
}

it.skipIf(process.platform === 'win32')(
  'every command of the credential guide, one after the other in one home, does what the guide says',
  async () => {
    const home = makeHome({
      'bin/claude': CLAUDE,
      'login.json': login(Date.now() + 365 * 24 * hour),
      [CONFIG]: {
        json: {
          agents: {
            defaults: {
              model: { primary: 'anthropic/claude-opus-4-5' },
              models: { 'anthropic/claude-opus-4-5': { alias: 'opus' } },
            },
          },
        },
      },
      [SESSIONS]: { json: { 'agent:main:main': { sessionId: 's', updatedAt: Date.now() } } },
    })
    const env = { PATH: `${home}/bin:/usr/bin:/bin`, CLAWDBOT_DOCTOR_CALLED_AS: 'clawdbot' }
    const type = async (
      line: string,
      rest: { readonly words?: readonly string[]; readonly input?: string } = {},
    ) => {
      const { words = [], ...options } = rest
      const { code, stdout, stderr } = await runCli([...line.split(' '), ...words], { home, env, ...options })
      return { code, said: stdout + stderr }
    }

    const before = await type('doctor')
    expect(before).toMatchObject({ code: 1, said: expect.stringContaining('No credentials found') })

    const setup = openTerminal(['models', 'auth', 'setup-token', '--provider', 'anthropic', '--yes'], {
      home,
    })
    await setup.see(CLI)
    expect(await setup.ended).toMatchObject({ code: 0 })

    const order = ['--provider', 'anthropic', '--agent', 'main']
    const walk: readonly (readonly [string, Parameters<typeof type>[1], string])[] = [
      ['models status', {}, `${CLI}: oauth`],
      ['models status --check', {}, CLI],
      ['models auth paste-token --provider openai', { input: `sk-${'k'.repeat(48)}\n` }, 'openai:manual'],
      ['models auth order set', { words: [...order, CLI] }, CLI],
      ['models auth order get', { words: order }, CLI],
      ['models auth list', {}, 'openai:manual'],
      ['models auth explain', {}, `would use ${CLI}`],
      ['sessions model --session agent:main:main', { words: [`/model opus@${CLI}`] }, CLI],
      ['models auth order clear', { words: order }, 'anthropic'],
      ['doctor', {}, 'Nothing wrong was found'],
    ]
    for (const [line, rest, words] of walk) {
      const { code, said } = await type(line, rest)
      expect({ line, code, said }).toEqual({ line, code: 0, said: expect.stringContaining(words) })
    }
  },
  60_000,
)
