import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listing, makeHome, STORE } from '../cli.js'
import { inHome, run, STORES, withStore } from './one-plugin.js'
import { finding, outside, pluginSource } from './plugin-folders.js'

const writing = (path: string): string =>
  `({ fact }) => [{ op: 'write', path: ${JSON.stringify(path)}, before: fact.sha ? { sha256: fact.sha } : 'absent', after: 'mended' }]`

const fixing = (home: string, path: string, touched = path, plan = writing(join(home, path))) =>
  pluginSource({
    collect: `async (c) => { const r = await c.fs.readText(${JSON.stringify(join(home, touched))}); return { text: r.text ?? null, sha: r.sha256 ?? null } }`,
    evaluate: `({ fact }) => fact.text === 'mended' ? [] : [${finding('fixes: ["third/fix"]')}]`,
    fixes: `[{ id: 'third/fix', title: 'Mend it', risk: 'safe', needs: { fact }, touches: [fact],
      plan: ${plan} }]`,
  })

describe("a plugin's fix", () => {
  const granted = { read: ['~/.mine/**'] }

  it('is made by the doctor where it changes what its facts have read', async () => {
    const home = inHome(makeHome())
    const report = await run(outside(fixing(home, '.mine/file'), { granted }), home, { fix: true, yes: true })
    expect(report.changes).toMatchObject([{ fix: 'third/fix', status: 'applied' }])
    expect(readFileSync(join(home, '.mine/file'), 'utf8')).toBe('mended')
    expect(report.summary.exitCode).toBe(0)
  })

  it.each([
    ['what is not among what it touches', 'private', '.mine/file'],
    ["the doctor's own records", '.clawdbot/doctor/key', '.mine/file'],
    ['what it may not read', 'private', 'private'],
  ])('is refused where it would change %s', async (_, path, touched) => {
    const home = inHome(makeHome())
    const before = readFileSync(join(home, path), 'utf8')
    const report = await run(outside(fixing(home, path, touched), { granted }), home, {
      fix: true,
      yes: true,
    })
    expect(report.changes).toMatchObject([
      { fix: 'third/fix', status: 'refused', reason: expect.stringContaining('not among what it touches') },
    ])
    expect(readFileSync(join(home, path), 'utf8')).toBe(before)
  })

  it.each([
    [
      'a new file behind a linked folder',
      `{ op: 'write', path: HOME + '/.mine/up/new', before: 'absent', after: 'x' }`,
    ],
    [
      "a file among the doctor's records behind a linked folder",
      `{ op: 'write', path: HOME + '/.mine/up/.clawdbot/doctor/new', before: 'absent', after: 'x' }`,
    ],
    [
      'the mode of a file behind a link',
      `{ op: 'chmod', path: HOME + '/.mine/link', before: 0o600, after: 0o666 }`,
    ],
    [
      'a copy of what only the doctor has read',
      `{ op: 'write', path: HOME + '/.mine/none', before: 'absent', after: { copyOf: HOME + '/${STORE}', sha256: '0'.repeat(64) } }`,
    ],
  ])('is refused where it plans %s', async (_, change) => {
    const home = inHome(withStore())
    const before = listing(home)
    const source = pluginSource({
      before: `${STORES}\nconst HOME = ${JSON.stringify(home)}`,
      collect: `async (c) => { for (const path of ['/.mine/none', '/.mine/up/new', '/.mine/up/.clawdbot/doctor/new', '/.mine/link']) await c.fs.stat(HOME + path); return 1 }`,
      evaluate: `() => [${finding('fixes: ["third/fix"]')}]`,
      fixes: `[{ id: 'third/fix', title: 'Mend it', risk: 'safe', needs: { fact, stores }, touches: [fact, stores], plan: () => [${change}] }]`,
    })
    const plugin = outside(source, { granted: { ...granted, facts: ['clawdbot/stores'] } })
    const report = await run(plugin, home, { fix: true, yes: true })
    expect(report.changes).toMatchObject([
      { status: 'refused', reason: expect.stringContaining('not among what it touches') },
    ])
    expect(listing(home)).toEqual(before)
  })

  it('runs no program that was not granted', async () => {
    const home = inHome(makeHome())
    const plan = `() => [{ op: 'run', argv: ['touch', ${JSON.stringify(join(home, 'made'))}], inverse: ['true'] }]`
    const source = fixing(home, '.mine/file', '.mine/file', plan)
    const report = await run(outside(source, { granted }), home, { fix: true, yes: true })
    expect(report.changes).toMatchObject([
      { status: 'refused', reason: expect.stringContaining('wants to run touch') },
    ])
    expect(Object.keys(listing(home))).not.toContain('/made')
  })
})
