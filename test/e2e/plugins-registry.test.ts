import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeHome, runCli } from './cli.js'
import { consentsIn, makePackage, openRegistry, publish, type Registry, rootIn } from './plugin-packages.js'

const NAME = '@my-company/disk-plugin'

const setUp = async () => {
  const home = makeHome()
  const registry = await openRegistry()
  return { home, registry, run: runWith(home, registry) }
}

const runWith =
  (home: string, { url }: Pick<Registry, 'url'>) =>
  (args: readonly string[]) =>
    runCli(['plugins', ...args], { home, env: { npm_config_registry: url } })

const versionIn = (home: string, name = NAME): string =>
  JSON.parse(readFileSync(join(rootIn(home, name), 'node_modules', name, 'package.json'), 'utf8')).version

describe('plugins install, by name', () => {
  it('shows who published it, and takes the version that was named', async () => {
    const { home, registry, run } = await setUp()
    const publisher = { _npmUser: { name: 'ada-at-npm', email: 'ada@example.com' } }
    await publish(registry, home, { name: NAME }, publisher)
    await publish(registry, home, { name: NAME, version: '1.1.0' }, publisher)
    const result = await run(['install', `${NAME}@1.0.0`, '--yes'])
    expect(result).toMatchObject({ code: 0, stdout: `Installed ${NAME} 1.0.0, without rights.\n` })
    expect(result.stderr).toMatch(/publisher +ada-at-npm.*, as the registry says/)
    expect(versionIn(home)).toBe('1.0.0')
  })

  it('tells what comes along and whose scripts are not run, and keeps it in a folder of its own', async () => {
    const { home, registry, run } = await setUp()
    const canary = join(home, 'CANARY')
    const scripts = { postinstall: `node -e "require('fs').writeFileSync('${canary}','')"` }
    await publish(registry, home, { name: 'deep', json: { 'clawdbot-doctor': undefined } })
    await publish(registry, home, {
      name: 'dep',
      json: { scripts, dependencies: { deep: '*' }, 'clawdbot-doctor': undefined },
    })
    const peerDependencies = { 'clawdbot-doctor': '*' }
    const devDependencies = { 'no-such-package': '*' }
    await publish(registry, home, {
      name: NAME,
      json: { dependencies: { dep: '^1.0.0' }, peerDependencies, devDependencies },
    })
    const result = await run(['install', NAME, '--yes'])
    expect(result.code, result.stderr).toBe(0)
    expect(result.stderr).toContain('2 other packages along with it')
    expect(result.stderr).toContain('those of dep: not run')
    expect(
      readdirSync(join(rootIn(home, NAME), 'node_modules'))
        .filter((name) => !name.startsWith('.'))
        .sort(),
    ).toEqual(['@my-company', 'clawdbot-doctor', 'deep', 'dep'])
    expect(existsSync(canary)).toBe(false)
  })

  it.each(['file:', 'git+file://'])(
    'refuses one whose companion is from %s, and runs nothing of it',
    async (from) => {
      const { home, run } = await setUp()
      const canary = join(home, 'CANARY')
      const scripts = { prepare: `touch '${canary}'`, postinstall: `touch '${canary}'` }
      const dep = makePackage(home, 'dep', { name: 'dep', json: { scripts } })
      const git = (...args: string[]) =>
        execFileSync('git', ['-C', dep, '-c', 'user.name=a', '-c', 'user.email=a', ...args])
      git('init', '-q')
      git('add', '-A')
      git('commit', '-qm', 'x')
      makePackage(home, 'p', { name: NAME, json: { dependencies: { dep: `${from}${dep}` } } })
      const result = await run(['install', './p', '--yes'])
      expect(result).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/it needs \S*dep from somewhere/),
      })
      expect(existsSync(canary)).toBe(false)
      expect(existsSync(join(home, '.clawdbot'))).toBe(false)
    },
  )

  it('does what it says also where npm is set to run scripts and to install for all', async () => {
    const { home, registry } = await setUp()
    const canary = join(home, 'CANARY')
    const scripts = { postinstall: `touch '${canary}'` }
    await publish(registry, home, { name: NAME, json: { scripts } })
    const env = {
      npm_config_registry: registry.url,
      npm_config_ignore_scripts: 'false',
      npm_config_global: 'true',
      npm_config_dry_run: 'true',
      npm_config_package_lock: 'false',
    }
    const result = await runCli(['plugins', 'install', NAME, '--yes'], { home, env })
    expect(result.code, result.stderr).toBe(0)
    expect(versionIn(home)).toBe('1.0.0')
    expect(existsSync(canary)).toBe(false)
  })

  it.each([
    ['no-such-plugin', /npm could not fetch no-such-plugin: .*404/, 'Look at the name again'],
    [`${NAME}@9.9.9`, /npm could not fetch .*9\.9\.9/, 'Name a version that there is'],
  ])('says what npm says of %s, and what to do', async (spec, message, hint) => {
    const { home, registry, run } = await setUp()
    await publish(registry, home, { name: NAME })
    const result = await run(['install', spec, '--yes', '--json'])
    expect(result.code).toBe(3)
    expect(JSON.parse(result.stdout).error).toMatchObject({
      code: 'NPM_FAILED',
      message: expect.stringMatching(message),
      hint: expect.stringContaining(hint),
    })
  })

  it('says that the registry is not reached', async () => {
    const home = makeHome()
    const result = await runWith(home, { url: 'http://127.0.0.1:9' })(['install', NAME, '--yes', '--json'])
    expect(JSON.parse(result.stdout).error).toMatchObject({
      code: 'NPM_FAILED',
      hint: expect.stringContaining('The registry was not reached'),
    })
    expect(result.code).toBe(3)
    expect(existsSync(join(home, '.clawdbot'))).toBe(false)
  })
})

describe('plugins update', () => {
  const capabilities = { reach: ['api.example.com'] }
  const more = { reach: ['api.example.com'], run: ['df'] }

  it('says where there is nothing new', async () => {
    const { home, registry, run } = await setUp()
    await publish(registry, home, { name: NAME, capabilities })
    expect(await run(['update'])).toMatchObject({ code: 0, stdout: 'No plugin is installed.\n' })
    await run(['install', NAME, '--yes'])
    const before = consentsIn(home)
    expect(await run(['update'])).toMatchObject({ code: 0, stdout: `${NAME} 1.0.0: nothing new.\n` })
    expect(consentsIn(home)).toEqual(before)
  })

  it('shows what changed, marks new rights, and takes neither without a yes', async () => {
    const { home, registry, run } = await setUp()
    await publish(registry, home, { name: NAME, capabilities })
    await run(['install', NAME, '--yes'])
    await publish(registry, home, { name: NAME, version: '2.0.0', capabilities: more })
    const shown = await run(['update', '--dry-run'])
    expect(shown).toMatchObject({ code: 0, stderr: expect.stringContaining(`${NAME} 2.0.0 (now 1.0.0)`) })
    expect(shown.stderr).toMatch(/new: run df/)
    expect(shown.stderr).not.toMatch(/new: reach/)
    expect(await run(['update', NAME])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('nobody is there'),
    })
    expect([versionIn(home), consentsIn(home)[NAME].version]).toEqual(['1.0.0', '1.0.0'])

    const done = await run(['update', NAME, '--grant', 'reach:api.example.com'])
    expect(done).toMatchObject({ code: 0, stdout: `Updated to ${NAME} 2.0.0, with 1 right.\n` })
    expect(versionIn(home)).toBe('2.0.0')
    expect(consentsIn(home)[NAME]).toMatchObject({ version: '2.0.0', granted: capabilities })
  })

  it('goes on where one cannot be had, and exits with 3', async () => {
    const { home, registry, run } = await setUp()
    for (const name of ['first', 'second']) {
      await publish(registry, home, { name })
      await run(['install', name, '--yes'])
    }
    await publish(registry, home, { name: 'first', version: '2.0.0', json: { 'clawdbot-doctor': undefined } })
    await publish(registry, home, { name: 'second', version: '2.0.0' })
    const result = await run(['update', '--yes'])
    expect(result.code).toBe(3)
    expect(result.stdout).toMatch(/^first 1\.0\.0 was not updated: .*block.*\nUpdated to second 2\.0\.0/)
    expect([versionIn(home, 'first'), versionIn(home, 'second')]).toEqual(['1.0.0', '2.0.0'])
  })
})
