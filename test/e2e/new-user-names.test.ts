import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listing, makeHome, node, script } from './cli.js'
import { nextSteps } from './said.js'

const root = dirname(dirname(script))
const NODE_FOLDER = dirname(node)
const pathOf = (...folders: readonly string[]): string =>
  [...folders, NODE_FOLDER, '/usr/bin', '/bin'].join(delimiter)

const run = (words: readonly string[], env: Readonly<Record<string, string>>, cwd: string) => {
  const [program = '', ...args] = words
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8', input: '' })
  return { code: status, stdout, stderr }
}

/** A home with a folder of commands in which each of these names leads to the program. */
const homeWith = (...names: readonly string[]): { readonly home: string; readonly bin: string } => {
  const home = makeHome()
  const bin = join(home, 'prefix', 'bin')
  mkdirSync(bin, { recursive: true })
  for (const name of names) symlinkSync(script, join(bin, name))
  return { home, bin }
}

/** Another program's package, which owns the name `clawdbot`; returns the folder its command is in. */
const gatewayIn = (home: string): string => {
  const [lib, bin] = [join(home, 'gateway', 'lib'), join(home, 'gateway', 'bin')]
  for (const folder of [lib, bin]) mkdirSync(folder, { recursive: true })
  writeFileSync(join(lib, 'package.json'), JSON.stringify({ name: 'clawdbot', version: '2026.1.24-3' }))
  writeFileSync(join(lib, 'entry.js'), '#!/usr/bin/env node\n', { mode: 0o755 })
  symlinkSync('../lib/entry.js', join(bin, 'clawdbot'))
  return bin
}

describe.skipIf(process.platform === 'win32')(
  'every command that is printed has the name it was called by',
  () => {
    it.each(['clawdbot', 'clawdbot-doctor'])('%s', (name) => {
      const { home, bin } = homeWith(name)
      const env = { PATH: pathOf(bin), HOME: home }
      expect(nextSteps(run([name, 'models', 'status'], env, home).stdout)[0]).toContain(`\`${name} `)
      expect(run([name, '--help'], env, home).stdout).toContain(`$ ${name} [COMMAND]`)
      expect(nextSteps(run([name, 'doctor', '--nope'], env, home).stderr)).toEqual([
        `Run \`${name} doctor --help\`.`,
      ])
    })

    it('node with the path to its start file, from where the user stands', () => {
      const { home } = homeWith()
      const env = { PATH: pathOf(), HOME: home }
      const next = (words: readonly string[], cwd: string) => nextSteps(run(words, env, cwd).stdout)[0]
      expect(next([node, 'bin/run.js', 'models', 'status'], root)).toContain('`node bin/run.js models ')
      expect(next([node, script, 'models', 'status'], home)).toContain(`\`node ${script} models `)
    })

    it('npx, also for a package that nothing else calls', () => {
      const { home } = homeWith()
      const bin = join(home, 'node_modules', '.bin')
      mkdirSync(bin, { recursive: true })
      symlinkSync(script, join(bin, 'clawdbot-doctor'))
      const env = { PATH: pathOf(), HOME: home, npm_command: 'exec' }
      const { stdout } = run([join(bin, 'clawdbot-doctor'), 'models', 'status'], env, home)
      expect(nextSteps(stdout)[0]).toContain('`npx clawdbot-doctor models ')
    })
  },
)

describe.skipIf(process.platform === 'win32')('alias install', () => {
  it('puts the name clawdbot beside the command, once, and it works', () => {
    const { home, bin } = homeWith('clawdbot-doctor')
    const env = { PATH: pathOf(bin), HOME: home }
    const install = () => run(['clawdbot-doctor', 'alias', 'install'], env, home)
    const dry = run(['clawdbot-doctor', 'alias', 'install', '--dry-run'], env, home)
    expect(dry).toMatchObject({ code: 0, stdout: `Would create ${bin}/clawdbot.\n` })
    expect(existsSync(join(bin, 'clawdbot'))).toBe(false)
    expect(install()).toMatchObject({ code: 0, stdout: expect.stringContaining(`Created ${bin}/clawdbot.`) })
    expect(readlinkSync(join(bin, 'clawdbot'))).toBe('clawdbot-doctor')
    const before = listing(home)
    expect(install()).toMatchObject({ code: 0, stdout: `${bin}/clawdbot is this program already.\n` })
    expect(listing(home)).toEqual(before)
    expect(run(['clawdbot', 'checks', 'list'], env, home).stdout).toContain('clawdbot checks show ')
  })

  it('refuses where a gateway owns the name, and says which', () => {
    const { home, bin } = homeWith('clawdbot-doctor')
    const env = { PATH: pathOf(bin, gatewayIn(home)), HOME: home }
    const before = listing(home)
    const { code, stderr } = run(['clawdbot-doctor', 'alias', 'install'], env, home)
    expect(code).toBe(3)
    expect(stderr).toContain('The name clawdbot is taken: ')
    expect(stderr).toContain('/gateway/bin/clawdbot belongs to the package clawdbot 2026.1.24-3.')
    expect(listing(home)).toEqual(before)
    const json = run(['clawdbot-doctor', 'alias', 'install', '--json'], env, home)
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'NAME_TAKEN' } })
  })

  it('refuses where the command itself is not installed', () => {
    const { home } = homeWith()
    const { code, stderr } = run([node, script, 'alias', 'install'], { PATH: pathOf(), HOME: home }, home)
    expect(code).toBe(3)
    expect(stderr).toContain('is not on your PATH')
    expect(nextSteps(stderr)[0]).toContain('`npm install -g clawdbot-doctor`')
  })
})

describe.skipIf(process.platform === 'win32')('npm run link', () => {
  const link = (home: string, ...folders: readonly string[]) =>
    run(
      ['npm', 'run', '--silent', 'link'],
      {
        PATH: pathOf(...folders),
        HOME: home,
        npm_config_prefix: join(home, 'prefix'),
        npm_config_update_notifier: 'false',
      },
      root,
    )

  it('links both names into the prefix, as often as it is run', () => {
    const { home, bin } = homeWith()
    for (const words of ['Created ', 'is this program already.']) {
      const { code, stdout, stderr } = link(home)
      expect(code, stdout + stderr).toBe(0)
      expect(stderr).toContain(`Linked clawdbot-doctor in ${bin}`)
      expect(stderr).toContain(words)
    }
    expect(
      ['clawdbot', 'clawdbot-doctor'].map((name) => lstatSync(join(bin, name)).isSymbolicLink()),
    ).toEqual([true, true])
    const env = { PATH: pathOf(bin), HOME: home }
    expect(run(['clawdbot', '--version'], env, home)).toMatchObject({ code: 0, stderr: '' })
  })

  it('links one name only where a gateway owns the other', () => {
    const { home, bin } = homeWith()
    const { code, stderr } = link(home, gatewayIn(home))
    expect(code).toBe(0)
    expect(stderr).toContain('belongs to the package clawdbot 2026.1.24-3')
    expect(existsSync(join(bin, 'clawdbot-doctor'))).toBe(true)
    expect(existsSync(join(bin, 'clawdbot'))).toBe(false)
  })
})

describe.skipIf(process.platform === 'win32')('autocomplete', () => {
  it.each(['bash', 'zsh'])(
    'prints how to set up %s, and the line it names leads to a script for the name',
    (shell) => {
      const { home, bin } = homeWith('clawdbot')
      const env = { PATH: pathOf(bin), HOME: home, SHELL: `/bin/${shell}` }
      const { code, stdout } = run(['clawdbot', 'autocomplete', shell], env, home)
      expect(code).toBe(0)
      expect(stdout).toContain(`clawdbot autocomplete script ${shell}`)
      const setup = run(['clawdbot', 'autocomplete', 'script', shell], env, home)
      expect(setup.code).toBe(0)
      const file = new RegExp(`=(\\S+${shell}_setup)`).exec(setup.stdout)?.[1] ?? ''
      expect(existsSync(file), setup.stdout).toBe(true)
      expect(file.startsWith(home)).toBe(true)
    },
  )

  it('completes the commands in bash', () => {
    const { home, bin } = homeWith('clawdbot')
    const env = { PATH: pathOf(bin), HOME: home, SHELL: '/bin/bash' }
    run(['clawdbot', 'autocomplete', 'bash'], env, home)
    const lines = [
      'eval "$(clawdbot autocomplete script bash)"',
      'COMP_WORDS=(clawdbot models "") COMP_CWORD=2 COMP_LINE="clawdbot models " COMP_POINT=16',
      'complete -p clawdbot >/dev/null || exit 9',
      'eval "$(complete -p clawdbot | sed \'s/.*-F \\([^ ]*\\) .*/\\1/\')"',
      'declare -p COMPREPLY',
    ]
    const { code, stdout, stderr } = run(['bash', '-c', lines.join('\n')], env, home)
    expect(code, stderr).toBe(0)
    expect(stdout).toContain('"status"')
  })
})
