import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { absent, defineCheck, defineFact, outcomeOf } from '../../../src/contract/index.js'
import { createExec } from '../../../src/ports/exec.js'
import { createWhich } from '../../../src/ports/which.js'
import { collectFact, createFakeContext, runCheck, writeHome } from '../../../src/testing/index.js'
import { makeFolder } from '../../setup/temp-folder.js'

const PROGRAMS = {
  silent: {},
  chatty: { stdout: "it's\n$HOME `x` \\n", stderr: 'warned\n', code: 3 },
}

describe('programs in memory', () => {
  it.skipIf(process.platform === 'win32')('end as those that are written to a disk do', async () => {
    const home = await makeFolder()
    const { env } = await writeHome(home, { programs: PROGRAMS })
    const real = {
      exec: createExec({ env, cwd: home }),
      which: createWhich({ env, platform: 'linux', cwd: home }),
    }
    const fake = createFakeContext({ home, programs: PROGRAMS, env: { PATH: env.PATH ?? '' } })
    for (const argv of [
      ['silent'],
      ['chatty', 'x'],
      ['none'],
      [''],
      [],
      [join(home, '.local/bin/chatty')],
      ['/none'],
    ])
      expect(await fake.exec(argv)).toEqual(await real.exec(argv))
    for (const name of ['silent', 'none', '', 'a/b'])
      expect(await fake.which(name)).toEqual(await real.which(name))
  })

  it('may be blocked, slow, broken, or answer by what they are asked', async () => {
    const { exec, which } = createFakeContext({
      programs: {
        blocked: { outcome: 'denied' },
        slow: { outcome: 'timeout' },
        broken: { outcome: 'failed', reason: 'ended by SIGSEGV' },
        echo: (argv) => ({ stdout: argv.slice(1).join(' ') }),
      },
    })
    expect(await exec(['blocked'])).toEqual({ outcome: 'denied' })
    expect(await which('blocked')).toEqual([{ path: '/usr/bin/blocked', executable: false }])
    expect(await exec(['slow'])).toEqual({ outcome: 'timeout' })
    expect(await exec(['broken'])).toEqual({ outcome: 'failed', reason: 'ended by SIGSEGV' })
    expect(await exec(['/usr/bin/echo', 'a', 'b'])).toMatchObject({ outcome: 'exited', stdout: 'a b' })
  })
})

describe('a network in memory', () => {
  const { net } = createFakeContext({
    responses: {
      'GET https://api.example.com/': { status: 401, headers: { 'Retry-After': '3' }, text: 'no' },
      'POST https://api.example.com/v1': ({ body }) => ({ json: { got: body ?? null } }),
      'GET https://slow.example.com/': { outcome: 'timeout', mayHaveArrived: true },
    },
  })

  it.each([
    [
      'GET',
      'https://api.example.com',
      { outcome: 'response', status: 401, headers: { 'retry-after': '3' }, text: 'no' },
    ],
    ['GET', 'https://slow.example.com', { outcome: 'timeout', mayHaveArrived: true }],
    ['GET', 'https://none.example.com', { outcome: 'unreachable', reason: 'dns' }],
    ['GET', 'ftp://none.example.com', { outcome: 'not-sent', reason: 'bad-url' }],
    ['GET', 'nonsense', { outcome: 'not-sent', reason: 'bad-url' }],
  ] as const)('answers %s %s', async (method, url, told) => {
    expect(await net.request({ method, url })).toMatchObject(told)
  })

  it('answers by the request, and says when that is more than was asked for', async () => {
    const request = { method: 'POST', url: 'https://api.example.com/v1', body: { a: 1 } } as const
    expect(await net.request(request)).toMatchObject({ status: 200, text: '{"got":{"a":1}}' })
    expect(await net.request({ ...request, maxBytes: 3 })).toMatchObject({ outcome: 'too-large' })
  })
})

describe('a Keychain in memory', () => {
  const items = { service: { ada: 'text', bob: { state: 'locked' } } } as const

  it.each([
    ['darwin', { items }, 'ada', { state: 'found', text: 'text' }],
    ['darwin', { items }, 'bob', { state: 'locked' }],
    ['darwin', { items }, 'eve', { state: 'absent' }],
    ['darwin', { items }, 'constructor', { state: 'absent' }],
    ['darwin', { state: 'denied' }, 'ada', { state: 'denied' }],
    ['linux', { items }, 'ada', { state: 'not-asked', reason: 'not-macos' }],
  ] as const)('on %s with %j answers for %s', async (platform, keychain, account, told) => {
    const context = createFakeContext({ platform, keychain })
    expect(await context.keychain.read('service', account)).toEqual(told)
  })
})

describe('a fact over a fake machine', () => {
  const inner = defineFact({ id: 'x/inner', collect: async ({ env }) => Number(env.N ?? 0) })
  const fact = defineFact({
    id: 'x/outer',
    needs: { inner },
    collect: async ({ now }, needs) => ({ at: now(), twice: needs.inner * 2 }),
  })

  it('is collected with what it needs, by a clock that can be moved', async () => {
    const context = createFakeContext({ env: { N: '4' }, now: 10 })
    expect(await collectFact(fact, context)).toEqual({ status: 'ok', value: { at: 10, twice: 8 } })
    context.clock.advance(5)
    expect(await collectFact(fact, context, { inner: 1 })).toEqual({
      status: 'ok',
      value: { at: 15, twice: 2 },
    })
    context.clock.set(1)
    expect(await collectFact(fact, context)).toMatchObject({ value: { at: 1 } })
  })

  it('ends as it would in a run, whatever it does', async () => {
    const ending = (collect: () => Promise<unknown>) =>
      collectFact(defineFact({ id: 'x/y', timeoutMs: 10, collect }), createFakeContext())
    expect(await ending(async () => absent('gone'))).toMatchObject({ status: 'absent', reason: 'gone' })
    expect(await ending(() => Promise.reject(new Error('broke')))).toEqual({
      status: 'failed',
      reason: 'broke',
    })
    expect(await ending(() => new Promise(() => undefined))).toMatchObject({ status: 'timeout' })
    expect(await ending(async () => new Date())).toMatchObject({ status: 'failed' })
  })

  it('is judged with all that its check needs', async () => {
    const check = defineCheck({
      id: 'x/check',
      title: 'x',
      docsUrl: '',
      severity: 'info',
      tags: [],
      needs: { fact: outcomeOf(fact) },
      messages: { odd: { what: 'It is {{n}}.', why: 'x' } },
      evaluate: ({ fact }) =>
        fact.status === 'ok'
          ? [{ messageId: 'odd', subject: 's', data: { n: fact.value.twice }, evidence: [] }]
          : [],
    })
    expect(await runCheck(check, createFakeContext({ env: { N: '2' } }))).toMatchObject({
      outcome: 'fail',
      findings: [{ messageId: 'odd', data: { n: 4 } }],
    })
  })
})
