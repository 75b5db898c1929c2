import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CREDENTIALS, hour, makeHome, runCli, STORE } from './cli.js'
import { claudeLogin, envFor, OLD, oauth, PROFILE, pairs, sharedHome, store } from './refresh-home.js'
import { startTokenServer } from './token-server.js'

const doctor = async (home: string, env: Record<string, string>, ...args: readonly string[]) => {
  const { stdout, stderr, code } = await runCli(['doctor', '--only', 'auth/*', '--json', ...args], {
    home,
    env,
  })
  const { changes, checks } = JSON.parse(stdout) as {
    readonly changes: readonly {
      readonly fix: string
      readonly status: string
      readonly reason: string | null
    }[]
    readonly checks: readonly { readonly findings: readonly { readonly messageId: string }[] }[]
  }
  const found = checks.flatMap(({ findings }) => findings.map(({ messageId }) => messageId))
  return { code, stderr, found, changes: changes.filter(({ fix }) => fix === 'auth/refresh-login') }
}

const texts = (home: string) => [STORE, CREDENTIALS].map((path) => readFileSync(join(home, path), 'utf8'))

describe('doctor --fix over an expired login that may be refreshed', () => {
  it('refreshes it once, for the bot and for Claude Code, and then has nothing to do', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const first = await doctor(home, envFor(server), '--fix', '--yes')
    expect(first.changes).toMatchObject([{ status: 'applied', reason: null }])
    expect(first.found).not.toContain('loginExpired')
    const [issued] = server.issued
    expect(pairs(home)).toEqual({ store: issued, claude: issued })
    const before = texts(home)
    const second = await doctor(home, envFor(server), '--fix', '--yes')
    expect(second.changes).toEqual([])
    expect(texts(home)).toEqual(before)
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    ['a plain run', [], 'offered'],
    ['--fix where nobody can be asked', ['--fix'], 'withheld'],
    ['--dry-run', ['--fix', '--yes', '--dry-run'], 'planned'],
  ])('asks nobody in %s', async (_, args, status) => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const before = texts(home)
    const { changes } = await doctor(home, envFor(server), ...args)
    expect(changes).toMatchObject([{ status }])
    expect(server.requests).toEqual([])
    expect(texts(home)).toEqual(before)
  })

  it('leaves everything as it was where the provider refuses, and says that it failed', async () => {
    const server = await startTokenServer()
    const home = sharedHome()
    const before = texts(home)
    const { changes, found } = await doctor(home, envFor(server), '--fix', '--yes')
    expect(changes).toMatchObject([{ status: 'failed', reason: expect.stringContaining('exit code 1') }])
    expect(found).toContain('loginExpired')
    expect(texts(home)).toEqual(before)
  })

  it('does not refresh a login that still lives, however short', async () => {
    const server = await startTokenServer(OLD.refresh)
    const expires = Date.now() + hour / 2
    const home = makeHome({
      [CREDENTIALS]: claudeLogin(expires),
      [STORE]: store({ [PROFILE]: oauth({ expires }) }),
    })
    expect((await doctor(home, envFor(server), '--fix', '--yes')).changes).toEqual([])
    expect(server.requests).toEqual([])
  })
})
