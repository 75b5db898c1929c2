import { chmodSync, existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/index.js'
import { reportCreateV1 } from '../../src/report/report-create-schema.js'
import { sealedReportV1 } from '../../src/report/sealed/schema.js'
import { CREDENTIALS, hour, login, makeHome, runCli, token } from './cli.js'

const madeHome = (name: string) =>
  makeHome({ [`${name}/${CREDENTIALS}`]: login(Date.now() - hour), [`${name}/notes`]: name })

/** A home that is called as its owner is. */
const hostOf = (name: string) => ({ home: join(madeHome(name), name), env: { USER: name, LOGNAME: name } })

const create = async (host: ReturnType<typeof hostOf>, ...args: string[]) => {
  const result = await runCli(['report', 'create', '--json', ...args], host)
  expect(result.code, result.stdout).toBe(0)
  const created = reportCreateV1.parse(JSON.parse(result.stdout))
  const opened = await openArchive(readFileSync(created.file ?? ''))
  if (opened.state !== 'ok') throw new Error(opened.reason)
  const text = Buffer.from(opened.entries.get('report.json') ?? []).toString('utf8')
  return { created, text, sealed: sealedReportV1.parse(JSON.parse(text)) }
}

describe('a case', { timeout: 90_000 }, () => {
  it('names the same token alike on two machines once its key has been handed on', async () => {
    const [one, other] = [hostOf('griselda'), hostOf('wolfhart')]
    const first = await create(one)
    const { id } = first.created.case
    const exported = await runCli(['report', 'case', 'export', id], one)
    expect(exported.stderr).toContain('whoever has it can link the names')
    const imported = await runCli(['report', 'case', 'import', '-'], { ...other, input: exported.stdout })
    expect(imported, imported.stderr).toMatchObject({ code: 0 })
    const second = await create(other, '--case', id)
    expect(second.created.case.isNew).toBe(false)
    const secretsOf = ({ sealed }: typeof first) => sealed.credentials.map(({ secret }) => secret)
    expect(secretsOf(second)).toEqual(secretsOf(first))
    expect(secretsOf(first)[0]).toMatch(/^\[anthropic-oauth-access [0-9a-f]{12}\]$/)
    for (const { text } of [first, second]) expect(text).not.toMatch(/griselda|wolfhart/)
  })

  it('tells its owner what names stand for, and of a token only where it lies', async () => {
    const host = hostOf('griselda')
    const { created, sealed } = await create(host)
    const result = await runCli(['report', 'case', 'names', created.case.id, '--json'], host)
    const { names } = JSON.parse(result.stdout) as { names: { name: string; meaning: string[] }[] }
    const meaning = (name: string | null | undefined) => names.find((each) => each.name === name)?.meaning
    expect(meaning(sealed.credentials[0]?.secret)).toEqual(['~/.claude/.credentials.json'])
    expect(names.some((each) => each.meaning.includes('griselda'))).toBe(true)
    expect(result.stdout).not.toContain(token('oat', 'access').slice(14, 30))
    const kept = join(host.home, '.clawdbot/doctor/cases', `${created.case.id}.names.json`)
    expect(lstatSync(kept).mode & 0o777).toBe(0o600)
    expect(readFileSync(kept, 'utf8')).not.toContain('sk-ant')
  })

  it('is listed, and forgotten only when that is agreed to', async () => {
    const host = hostOf('griselda')
    const { created } = await create(host, '--case', 'ticket-4711')
    expect((await runCli(['report', 'case', 'list'], host)).stdout).toContain('ticket-4711')
    const asked = await runCli(['report', 'case', 'forget', 'ticket-4711'], host)
    expect(asked).toMatchObject({ code: 3 })
    expect(existsSync(created.case.key ?? '')).toBe(true)
    await runCli(['report', 'case', 'forget', 'ticket-4711', '--yes'], host)
    expect(existsSync(created.case.key ?? '')).toBe(false)
    expect((await runCli(['report', 'case', 'list'], host)).stdout).toContain('There are no cases yet')
  })

  it('has an id that leads nowhere, and a key that is not replaced', async () => {
    const host = hostOf('griselda')
    for (const id of ['../x', 'a/b', 'a\\b', 'A', '', 'con', '.', 'a..b', 'x'.repeat(65)])
      expect((await runCli(['report', 'create', '--case', id], host)).code, id).toBe(3)
    expect(existsSync(join(host.home, '.clawdbot/doctor'))).toBe(false)
    const { created } = await create(host, '--case', 'ticket')
    const key = created.case.key ?? ''
    const before = readFileSync(key, 'utf8')
    writeFileSync(join(host.home, 'other'), `clawdbot-doctor-case ticket ${'A'.repeat(43)}\n`)
    expect((await runCli(['report', 'case', 'import', 'other'], host)).code).toBe(3)
    expect((await runCli(['report', 'case', 'import', key], host)).stdout).toContain('here already')
    expect(readFileSync(key, 'utf8')).toBe(before)
    chmodSync(key, 0o644)
    await runCli(['report', 'case', 'export', 'ticket'], host)
    expect(lstatSync(key).mode & 0o777).toBe(0o600)
    writeFileSync(key, 'something else')
    const broken = await runCli(['report', 'create', '--case', 'ticket'], host)
    expect(broken.code).toBe(3)
    expect(readFileSync(key, 'utf8')).toBe('something else')
  })
})
