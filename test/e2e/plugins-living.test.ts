import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listing, makeHome, runCli } from './cli.js'
import { consentsIn, INSTALLED, makePackage, rootIn } from './plugin-packages.js'
import { faultsBy } from './schemas.js'

const listFaults = faultsBy('plugins-list.v1.json')
const changeFaults = faultsBy('plugins-change.v1.json')

describe('plugins link, list, disable and uninstall', () => {
  it('go by one plugin from its folder to nothing left of it', async () => {
    const home = makeHome()
    makePackage(home, 'p', {
      name: 'a',
      capabilities: { env: ['MY_VAR'] },
      checks: ['my/a'],
      files: { 'docs/checks/my/a.md': '# my/a\n\nIts page.\n' },
    })
    const linked = await runCli(['plugins', 'link', './p', '--yes', '--json'], { home })
    expect(changeFaults(JSON.parse(linked.stdout))).toEqual([])
    expect(consentsIn(home).a).toMatchObject({ origin: 'linked', folder: join(home, 'p'), integrity: null })

    const list = await runCli(['plugins', 'list', '--json'], { home })
    const { plugins } = JSON.parse(list.stdout)
    expect(listFaults(JSON.parse(list.stdout))).toEqual([])
    expect(plugins.at(-1)).toMatchObject({
      id: 'a',
      origin: 'linked',
      trust: 'granted',
      state: 'on',
      checks: ['my/a'],
    })

    const all = JSON.parse((await runCli(['checks', 'list', '--json'], { home })).stdout)
    expect(all[0]).toMatchObject({
      origin: 'bundled',
      trust: 'bundled',
      time: null,
      severity: expect.any(String),
    })
    expect(all.at(-1)).toMatchObject({
      id: 'my/a',
      origin: 'linked',
      trust: 'granted',
      time: consentsIn(home).a.agreedAt,
    })
    expect((await runCli(['checks', 'show', 'my/a'], { home })).stdout).toBe('# my/a\n\nIts page.\n')

    await runCli(['plugins', 'disable', 'a'], { home })
    const off = JSON.parse((await runCli(['plugins', 'list', '--json'], { home })).stdout).plugins.at(-1)
    expect(off).toMatchObject({ id: 'a', state: 'off' })

    const before = listing(join(home, 'p'))
    const gone = await runCli(['plugins', 'uninstall', 'a'], { home })
    expect(gone).toMatchObject({ code: 0, stdout: 'Uninstalled a 1.0.0.\n' })
    expect(listing(join(home, 'p'))).toEqual(before)
    expect(consentsIn(home)).toEqual({})
    expect((await runCli(['plugins', 'uninstall', 'a'], { home })).code).toBe(3)
  })

  it('keep comments in the settings, and undo gives them back', async () => {
    const text = '{\n  // why\n  "skip": ["auth/legacy"],\n}\n'
    const home = makeHome({ '.clawdbot/clawdbot.doctor.json': text })
    const path = join(home, '.clawdbot/clawdbot.doctor.json')
    expect(await runCli(['plugins', 'disable', 'codex'], { home })).toMatchObject({ code: 0 })
    const written = readFileSync(path, 'utf8')
    expect(written).toContain('// why')
    expect(written).toMatch(/"disabledPlugins": \[\s*"codex"\s*\]/)
    expect(await runCli(['plugins', 'disable', 'codex'], { home })).toMatchObject({
      stdout: 'codex is disabled already.\n',
    })
    expect(await runCli(['plugins', 'enable', 'codex'], { home })).toMatchObject({ code: 0 })
    expect(readFileSync(path, 'utf8')).not.toContain('codex')
    await runCli(['doctor', 'undo'], { home })
    expect(readFileSync(path, 'utf8')).toBe(written)
  })

  it.each(['host', 'claude-code', 'clawdbot', 'no-such-plugin'])('refuse to disable %s', async (id) => {
    const home = makeHome()
    const result = await runCli(['plugins', 'disable', id], { home })
    expect(result.code).toBe(3)
    expect(existsSync(join(home, '.clawdbot/clawdbot.doctor.json'))).toBe(false)
  })

  it('list a rejected one with its reason, and exit with 1', async () => {
    const home = makeHome({
      '.clawdbot/doctor/plugins/ok.mjs': '',
      '.clawdbot/doctor/plugins/loose.mjs': { text: '', mode: 0o666 },
    })
    for (const command of ['plugins', 'checks']) {
      const result = await runCli([command, 'list'], { home })
      expect(result).toMatchObject({ code: 1, stdout: expect.stringContaining('others may write it') })
      expect(result.stdout).toContain('ok.mjs')
    }
  })

  it('reject what was changed by hand since it was agreed to', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a' })
    await runCli(['plugins', 'install', './p', '--yes'], { home })
    const path = join(rootIn(home, 'a'), 'node_modules/a/package.json')
    const text = readFileSync(path, 'utf8')
    rmSync(path)
    writeFileSync(path, text.replace('1.0.0', '6.6.6'))
    const list = await runCli(['plugins', 'list'], { home })
    expect(list).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('changed since you agreed to 1.0.0'),
    })
    await runCli(['plugins', 'update', '--yes'], { home })
    expect(await runCli(['plugins', 'list'], { home })).toMatchObject({ code: 0 })
  })

  it('sweep up what a run that was killed long ago had begun', async () => {
    const home = makeHome()
    makePackage(home, 'p', { name: 'a' })
    const left = join(home, INSTALLED, '.new-abc')
    mkdirSync(left, { recursive: true })
    const old = new Date(Date.now() - 2 * 60 * 60 * 1000)
    utimesSync(left, old, old)
    await runCli(['plugins', 'install', './p', '--yes'], { home })
    expect(existsSync(left)).toBe(false)
  })
})
