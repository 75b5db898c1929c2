import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/index.js'
import { makeHome, runCli } from './cli.js'

const reportsIn = (home: string) => readdirSync(home).filter((name) => name.includes('report'))

/** Words that the report's own files have in them, whatever is taken out: a password that is one of them cannot be. */
const UNSEALABLE = [
  ['the report', [], 'manifestVersion', 'manifest.json, line 2'],
  ['the summary', ['--markdown'], 'What would be used', 'the summary, line'],
] as const

describe('a report with a secret left in it', { timeout: 60_000 }, () => {
  it.each(UNSEALABLE)('is not written: %s', async (_what, words, secret, place) => {
    const home = makeHome({})
    const env = { ANTHROPIC_API_KEY: secret }
    const result = await runCli(['report', 'create', ...words], { home, env })
    expect(result).toMatchObject({ code: 3, stdout: '' })
    expect(result.stderr).toContain('(rule known)')
    expect(result.stderr).toContain(place)
    expect(result.stderr).not.toContain(secret)
    expect(reportsIn(home)).toEqual([])
    expect(existsSync(join(home, '.clawdbot'))).toBe(false)
  })

  it('is told as one document, too', async () => {
    const home = makeHome({})
    const env = { ANTHROPIC_API_KEY: 'manifestVersion' }
    const { code, stdout } = await runCli(['report', 'create', '--json'], { home, env })
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'SECRET_LEFT' } })
    expect(reportsIn(home)).toEqual([])
  })
})

describe('a signed report', { timeout: 60_000 }, () => {
  it('does not tell where its key lies', async () => {
    const home = makeHome({})
    const file = join(home, 'r.tar.gz')
    await runCli(['report', 'create', '--output', file, '--sign'], { home })
    const opened = await openArchive(readFileSync(file))
    if (opened.state !== 'ok') throw new Error(opened.reason)
    const { signer } = JSON.parse(Buffer.from(opened.entries.get('manifest.json') ?? []).toString())
    expect(Object.keys(signer).sort()).toEqual(['keyId', 'publicKey'])
    for (const [name, bytes] of opened.entries)
      expect(Buffer.from(bytes).toString(), name).not.toContain(home)
  })
})

describe('a report in the place of another', { timeout: 60_000 }, () => {
  it('leaves no signature of that one beside it, which would be wrong', async () => {
    const home = makeHome({})
    const at = ['--output', join(home, 'r.tar.gz'), '--no-sync']
    const signed = await runCli(['report', 'create', ...at, '--sign'], { home })
    expect(signed).toMatchObject({ code: 0 })
    expect(existsSync(join(home, 'r.tar.gz.minisig'))).toBe(true)
    const plain = await runCli(['report', 'create', ...at, '--force'], { home })
    expect(plain).toMatchObject({ code: 0 })
    const verified = await runCli(['report', 'verify', 'r.tar.gz'], { home })
    expect(verified.code, verified.stdout).toBe(0)
    expect(verified.stdout).toContain('It is not signed')
  })
})
