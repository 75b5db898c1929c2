import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CLAUDE, CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE } from './cli.js'
import { storedLogin, storeOf } from './homes.js'
import { expectSaid } from './said.js'

const twoAgents = (more: Parameters<typeof makeHome>[0] = {}): string =>
  makeHome({
    'bin/claude': CLAUDE,
    [CREDENTIALS]: login(Date.now() + 30 * hour),
    [CONFIG]: '{ agents: { list: [{ id: "main", default: true }, { id: "work" }] } }',
    ...more,
  })
const options = (home: string) => ({ home, env: { PATH: `${home}/bin:/usr/bin:/bin` } })
const profilesIn = (home: string, path: string) => JSON.parse(readFileSync(join(home, path), 'utf8')).profiles

describe('of two agents', () => {
  it.concurrent('one that inherits is served by the login in the main store, and gets no copy', async () => {
    const home = twoAgents()
    const { stdout } = await expectSaid(['doctor'], options(home), { code: 0, blocks: [] })
    expect(stdout.match(/done:/g)).toHaveLength(1)
    expect(existsSync(join(home, storeOf('work')))).toBe(false)
    const status = await runCli(['models', 'status', '--agent', 'work', '--check'], options(home))
    expect(status).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Agent {6}work\n[\s\S]*✔ anthropic:claude-cli/),
    })
  })

  it.concurrent('one with a stale copy of its own is told without a sync, and mended by one', async () => {
    const stale = { 'anthropic:claude-cli': storedLogin('stale', Date.now() - 20 * hour) }
    const home = twoAgents({ [storeOf('work')]: { json: { version: 1, profiles: stale } } })
    const before = listing(home)
    await expectSaid(['doctor', '--no-sync', '--agent', 'work'], options(home), {
      code: 2,
      blocks: ['warning', 'warning'],
      says: [
        'The store of agent main lacks',
        'The store of agent work holds an older anthropic:claude-cli',
        'doctor`: it copies the login.',
      ],
    })
    expect(listing(home)).toEqual(before)
    const { stdout } = await expectSaid(['doctor'], options(home), {
      code: 2,
      blocks: ['warning'],
      says: ['The store of agent work holds copies of logins that it inherits'],
    })
    expect(stdout.match(/done:/g)).toHaveLength(2)
    expect(profilesIn(home, storeOf('work'))).toEqual(profilesIn(home, STORE))
    await expectSaid(['doctor', '--fix', '--yes'], options(home), { code: 0, blocks: [] })
    expect(profilesIn(home, storeOf('work'))).toEqual({})
  })

  it.concurrent('only the one asked for is looked at, whatever the case of its name', async () => {
    const broken = { [storeOf('work')]: 'no JSON' }
    await expectSaid(['doctor', '--agent', 'MAIN'], options(twoAgents(broken)), { code: 0, blocks: [] })
    const says = ['The store of agent work is not JSON']
    await expectSaid(['doctor', '--agent', 'work'], options(twoAgents(broken)), {
      code: 1,
      blocks: ['error'],
      says,
    })
    await expectSaid(['doctor'], options(twoAgents(broken)), { code: 1, blocks: ['error'], says })
  })

  it.concurrent.each(['doctor', 'models status'])(
    '`%s` of one that is not there names those that are',
    async (line) => {
      const home = twoAgents()
      const before = listing(home)
      const said = {
        code: 3,
        blocks: ['error'],
        says: ['There is no agent nope.', 'The agents are: main, work.'],
      }
      await expectSaid([...line.split(' '), '--agent', 'nope'], options(home), said)
      const { code, stdout, stderr } = await runCli(
        [...line.split(' '), '--agent', 'nope', '--json'],
        options(home),
      )
      expect([code, stderr]).toEqual([3, ''])
      expect(JSON.parse(stdout)).toEqual({
        error: {
          code: 'UNKNOWN_AGENT',
          message: 'There is no agent nope.',
          hint: 'The agents are: main, work.',
        },
      })
      expect(listing(home)).toEqual(before)
    },
  )
})
