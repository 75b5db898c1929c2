import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { makeHome, NOWHERE, node } from '../e2e/cli.js'
import { agentContent, databaseOf, hasSqlite, putDatabase } from '../e2e/openclaw-home.js'
import { makeFolder } from '../setup/temp-folder.js'

const root = join(import.meta.dirname, '..', '..')

interface Coverage {
  readonly result: readonly { readonly url: string }[]
}

/** Runs a script that imports the package by its name, and returns what it prints and every file that it loaded. */
const run = async (script: string, home?: string) => {
  const folder = await makeFolder()
  const printed = execFileSync(node, ['--input-type=module', '--eval', script], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: home ?? folder,
      CLAWDBOT_DOCTOR_TOKEN_URL: NOWHERE,
      NODE_V8_COVERAGE: join(folder, 'seen'),
    },
  })
  const loaded = readdirSync(join(folder, 'seen')).flatMap((name) => {
    const { result }: Coverage = JSON.parse(readFileSync(join(folder, 'seen', name), 'utf8'))
    return result.flatMap(({ url }) =>
      url.startsWith('file:') && !url.includes('[eval') ? [fileURLToPath(url)] : [],
    )
  })
  return {
    printed: JSON.parse(printed),
    loaded: loaded.map((path) => relative(root, path).replaceAll('\\', '/')).sort(),
  }
}

describe('the public entry', () => {
  it('loads the contract and pure modules, and nothing of the doctor, for who defines a check', async () => {
    const { printed, loaded } = await run(`
      const before = new Set(process.moduleLoadList)
      const { defineCheck } = await import('clawdbot-doctor')
      const builtins = process.moduleLoadList.filter((name) => !before.has(name))
      console.log(JSON.stringify({ check: defineCheck({ id: 'a/b' }), builtins }))
    `)
    expect(printed.check).toEqual({ id: 'a/b' })
    for (const machine of ['child_process', 'crypto', 'http', 'net', 'readline', 'tls', 'worker_threads'])
      expect(printed.builtins).not.toContain(`NativeModule ${machine}`)
    expect(loaded).toContain('dist/public/index.js')
    // What reads `/model` answers at once, so it cannot wait for an `import()`: that is most of it.
    const bytes = loaded.reduce((sum, file) => sum + statSync(join(root, file)).size, 0)
    expect(bytes, loaded.join('\n')).toBeLessThan(25_000)
  })

  it('loads the rest when it is called, and throws refusals of the class that it exports', async () => {
    const { printed, loaded } = await run(`
      import { applyModelMessage, loadModelContext, Refusal, resolveCredential, runDoctor } from 'clawdbot-doctor'
      const { summary } = await runDoctor({ sync: false, selection: { only: ['auth/expiry'] } })
      const refusal = await resolveCredential({ provider: 'anthropic', sync: false }).catch((error) => error)
      const context = await loadModelContext({ sync: false })
      const { outcome } = applyModelMessage({ ...context, message: '/model status', entry: {}, sessionKey: 'main' })
      const builtins = process.moduleLoadList
      console.log(JSON.stringify({ summary, isRefusal: refusal instanceof Refusal, code: refusal.code, outcome, builtins }))
    `)
    expect(printed).toMatchObject({ isRefusal: true, code: 'NO_CREDENTIAL', outcome: 'shown' })
    expect(printed.summary.checks.pass + printed.summary.checks.fail + printed.summary.checks.skip).toBe(1)
    expect(loaded).toContain('dist/public/doctor.js')
    expect(loaded.filter((file) => !file.startsWith('dist/public/'))).toEqual([])
    expect(printed.builtins).toContain('NativeModule crypto')
  })

  it('has the program that reads databases beside it', async () => {
    const home = makeHome()
    const spent = { type: 'token', provider: 'anthropic', token: 'x'.repeat(20), expires: 1 }
    putDatabase(home, databaseOf('main'), agentContent({ 'anthropic:work': spent }))
    const { printed } = await run(
      `
        import { runDoctor } from 'clawdbot-doctor'
        const { checks } = await runDoctor({ sync: false, selection: { only: ['openclaw/credentials'] } })
        console.log(JSON.stringify(checks[0]))
      `,
      home,
    )
    expect(printed.findings.map(({ messageId }: { messageId: string }) => messageId)).toEqual(
      hasSqlite ? ['expired'] : [],
    )
  })
})
