import { userInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { homeOf, platformOf, platformVariable } from '../../src/ports/host.js'
import { createMachine } from '../../src/ports/machine.js'
import { compilePorts, runInNode } from './compiled-ports.js'

describe('the machine', () => {
  it('takes what it is given', async () => {
    const env = { HOME: '/home/somebody', PATH: '' }
    const { probes } = createMachine({ env, platform: 'darwin', cwd: '/', now: () => 5, terminal: false })
    expect(probes).toMatchObject({ env, platform: 'darwin', home: '/home/somebody', cwd: '/' })
    expect(probes.now()).toBe(5)
    expect(await probes.which('sh')).toEqual([])
    expect(await probes.keychain.read('s', 'a')).toEqual({ state: 'not-asked', reason: 'no-terminal' })
  })

  it('knows the secrets it sealed', () => {
    const { probes, known } = createMachine()
    const secret = probes.seal('text')
    expect([...known()]).toEqual([{ text: 'text', secret }])
  })

  it('is the real one unless told otherwise', () => {
    const { probes } = createMachine()
    expect(probes.cwd).toBe(process.cwd())
    expect(probes.user).toEqual({ uid: userInfo().uid, name: userInfo().username })
    expect(Math.abs(probes.now() - Date.now())).toBeLessThan(10_000)
  })

  it.runIf(process.getuid?.() === 0)('has a user also where the system does not know one', async () => {
    const code = `
      import { createMachine } from './src/ports/machine.js'
      process.setgroups([])
      process.setuid(54321)
      const { probes: { home, user } } = createMachine({ env: { USER: 'me', HOME: '' } })
      console.log(JSON.stringify({ home, user }))`
    expect(await runInNode(await compilePorts(), code)).toEqual({
      home: '',
      user: { uid: 54321, name: 'me' },
    })
  })
})

it.each([
  ['linux', 'linux'],
  ['darwin', 'darwin'],
  ['win32', 'win32'],
  ['freebsd', 'linux'],
  ['android', 'linux'],
])('treats %s as %s', (name, platform) => {
  expect(platformOf(name)).toBe(platform)
})

it('takes the home of the environment given, and asks the system where that is empty', () => {
  expect(homeOf({ HOME: '/a', USERPROFILE: 'C:\\a' }, 'linux')).toBe('/a')
  expect(homeOf({ HOME: '/a', UserProfile: 'C:\\a' }, 'win32')).toBe('C:\\a')
  expect(homeOf({ HOME: '' }, 'linux')).toBe(userInfo().homedir)
  expect(homeOf({}, 'darwin')).toBe(userInfo().homedir)
})

it('finds a variable by any case of its name on Windows only', () => {
  expect(platformVariable({ Path: 'a' }, 'PATH', 'win32')).toBe('a')
  expect(platformVariable({ Path: 'a' }, 'PATH', 'linux')).toBeUndefined()
})
