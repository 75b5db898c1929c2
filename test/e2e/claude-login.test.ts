import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claudeLogin, withFreshClaude } from '../../src/app/claude-login.js'
import { openRun } from '../../src/app/open-run.js'
import { DEFAULT_SETTINGS } from '../../src/app/settings.js'
import { CREDENTIALS, type FileContent, hour, login, makeHome, token } from './cli.js'
import { machineOf } from './in-process.js'

/** A Keychain whose item is `item` of the home, and which ends with `code` where there is none. */
const security = (code = 44) => ({
  text: `#!/bin/sh\ncat "$HOME/item" 2>/dev/null || exit ${code}\n`,
  mode: 0o755,
})

const open = (files: Readonly<Record<string, FileContent>>) => {
  const home = makeHome(files)
  const env = { PATH: `${home}/bin:/usr/bin:/bin`, HOME: home, USER: 'me' }
  const machine = machineOf(home, { platform: 'darwin', terminal: true, env })
  return { home, run: openRun(DEFAULT_SETTINGS, { machine }) }
}

const itemOf = (mark: string): string =>
  JSON.stringify(login(Date.now() + hour, { accessToken: token('oat', mark) }).json)

describe.skipIf(process.platform === 'win32')("Claude Code's login in the Keychain", () => {
  it('is asked for again where it may have changed, and can be compared with what it was', async () => {
    const { home, run } = open({ 'bin/security': security(), item: itemOf('one') })
    const before = await claudeLogin(run)
    writeFileSync(join(home, 'item'), itemOf('two'))
    const [same, after] = [await claudeLogin(run), await claudeLogin(withFreshClaude(run))]
    expect([before, same, after].map(({ known, credential }) => [known, credential?.type])).toEqual(
      Array(3).fill([true, 'oauth']),
    )
    const isAsBefore = (access: typeof before.access) => access !== null && before.access?.equals(access)
    expect([isAsBefore(same.access), isAsBefore(after.access)]).toEqual([true, false])
    writeFileSync(join(home, 'item'), itemOf('one'))
    expect(isAsBefore((await claudeLogin(withFreshClaude(run))).access)).toBe(true)
  })

  it('may have no date', async () => {
    const undated = { claudeAiOauth: { accessToken: token('oat', 'undated'), scopes: ['user:inference'] } }
    const { run } = open({ 'bin/security': security(), item: JSON.stringify(undated) })
    const { access, credential } = await claudeLogin(run)
    expect(access?.kind).toBe('anthropic-oauth-access')
    expect(credential).toEqual({ type: 'token', provider: 'anthropic', token: access })
  })

  it('is not known of where the Keychain is locked, and known to be none where it has none', async () => {
    const locked = open({ 'bin/security': security(36) })
    expect(await claudeLogin(locked.run)).toEqual({ access: null, credential: null, known: false })
    const none = open({ 'bin/security': security() })
    expect(await claudeLogin(none.run)).toEqual({ access: null, credential: null, known: true })
  })
})

it.each<readonly [string, boolean, FileContent]>([
  ['blanked', true, login(0, { accessToken: '', refreshToken: '' })],
  ['of a shape nobody knows', true, '{"claudeAiOauth": []}'],
  ['undated, with a refresh token', true, login(0)],
  ['no JSON', false, '{'],
])('a login in the file that is %s gives nothing to store', async (_, known, content) => {
  const home = makeHome({ [CREDENTIALS]: content })
  const run = openRun(DEFAULT_SETTINGS, { machine: machineOf(home) })
  expect(await claudeLogin(run)).toEqual({ access: null, credential: null, known })
})
