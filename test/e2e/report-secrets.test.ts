import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/index.js'
import { SEED } from '../setup/seed.js'
import { type CliResult, runCli } from './cli.js'
import { randomSecrets } from './random-secrets.js'
import { makeSecretHome } from './secret-home.js'
import { leaksOf } from './secret-oracle.js'

/** More by the environment, as each is a run over some five hundred secrets. */
const RUNS = Number(process.env.REPORT_SECRETS_RUNS ?? 1)

const textsIn = async (path: string): Promise<Record<string, string>> => {
  const bytes = readFileSync(path)
  const opened = await openArchive(bytes)
  if (opened.state !== 'ok') throw new Error(opened.reason)
  return {
    'the file': bytes.toString('latin1'),
    'the file, unpacked': gunzipSync(bytes).toString('utf8'),
    ...Object.fromEntries(
      [...opened.entries].map(([name, entry]) => [name, Buffer.from(entry).toString('utf8')]),
    ),
  }
}

const printed = (what: string, { stdout, stderr }: CliResult) => ({
  [`${what}, printed`]: stdout,
  [`${what}, told`]: stderr,
})

describe('a report of a home that is full of secrets', () => {
  for (let run = 0; run < RUNS; run += 1)
    it(`holds none of them, in any form (seed ${SEED + run})`, { timeout: 240_000 }, async () => {
      const secrets = randomSecrets(SEED + run)
      const { home, env, plugin } = makeSecretHome(secrets)
      const options = { home, env }
      const output = join(home, 'report.tar.gz')
      const made = await runCli(
        [
          'report',
          'create',
          '--include',
          'logs,config,sessions,units',
          '--plugin',
          plugin,
          '--output',
          output,
        ],
        options,
      )
      expect(made, made.stderr).toMatchObject({ code: 0 })
      const summary = await runCli(['report', 'create', '--markdown', '--plugin', plugin], options)
      expect(summary, summary.stderr).toMatchObject({ code: 0 })
      const shown = await runCli(['report', 'show', output, '--verbose'], options)

      expect(secrets.all.length).toBeGreaterThanOrEqual(500)
      const texts = {
        ...(await textsIn(output)),
        ...printed('report create', made),
        ...printed('the summary', summary),
        ...printed('report show', shown),
      }
      expect(Object.keys(texts)).toEqual(
        expect.arrayContaining(['included/logs/gateway.log', 'included/units/clawdbot-gateway.service']),
      )
      expect(leaksOf(secrets.all, texts)).toEqual([])
    })

  it('is searched by an oracle that finds each secret where it was planted', () => {
    const secrets = randomSecrets(SEED)
    const texts = Array.from({ length: 60 }, (_, index) =>
      index % 2 === 0 ? secrets.shaped() : secrets.shapeless(),
    )
    const whole = texts.join(' ')
    for (const encoding of ['base64', 'base64url', 'hex'] as const)
      expect(leaksOf(secrets.all, { a: Buffer.from(whole).toString(encoding) })).toHaveLength(60)
    expect(leaksOf(secrets.all, { a: whole.replaceAll(/(.{30})/g, '$1\n') })).toHaveLength(60)
    expect(leaksOf(secrets.all, { a: 'nothing' })).toEqual([])
  })
})
