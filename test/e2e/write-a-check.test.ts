import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { linkDoctor, root, runNode } from './author.js'
import { makeHome, runCli } from './cli.js'

const guide = readFileSync(join(root, 'docs/write-a-check.md'), 'utf8')

/** Every line of its shell blocks, in order. */
const commands = [...guide.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
)

/** The block of code that follows these words. */
const codeAfter = (words: string): string => {
  const [, code] = guide.slice(guide.indexOf(words)).match(/```js\n(.*?)```/s) ?? []
  expect(code, words).toBeDefined()
  return code ?? ''
}

/** What "Make it yours" has the reader do in an editor. */
const edit = (folder: string): void => {
  const change = (path: string, by: (text: string) => string) =>
    writeFileSync(join(folder, path), by(readFileSync(join(folder, path), 'utf8')))
  for (const path of ['src/facts/config.js', 'src/checks/config.js'])
    change(path, () => codeAfter(`Replace \`${path}\``))
  change('examples/config.js', (text) =>
    text.replace(' = [\n', ` = [\n${codeAfter('`examples/config.js`:')}`),
  )
  change('test/config.test.js', (text) => {
    const head = text.slice(0, text.indexOf('testCheck(\n'))
    return head + codeAfter('`test/config.test.js` becomes')
  })
}

it('the guide takes ten commands or fewer, and each of them does what it says', {
  timeout: 180_000,
}, async () => {
  expect(commands.length).toBeLessThanOrEqual(10)
  const home = makeHome({ '.my-company/config.json': { text: '{ "name": ', mode: 0o600 } })
  let cwd = home
  const said: Record<string, string> = {}
  const step = async (command: string) => {
    const [program, ...words] = command.split(' ')
    if (program === 'cd') cwd = join(cwd, words.join(' '))
    else if (command === 'npm install') linkDoctor(cwd)
    else if (command === 'npm test') {
      const asShipped = runNode(cwd, '--test')
      expect(asShipped.said).toMatch(/fail 0\n/)
      edit(cwd)
      const edited = runNode(cwd, '--test')
      expect(edited.said).toMatch(/pass 10\n.*fail 0\n/)
      const types = runNode(
        cwd,
        join(root, 'node_modules/typescript/bin/tsc'),
        '-p',
        'jsconfig.json',
        '--noEmit',
      )
      expect(types).toEqual({ code: 0, said: '' })
    } else if (program === 'npm') {
      // What would be published is looked at, and not sent anywhere.
      const { NODE_TEST_CONTEXT: _, ...env } = process.env
      const npm = spawnSync(
        'npm',
        [...words, ...(words[0] === 'publish' ? ['--dry-run', '--offline'] : [])],
        {
          cwd,
          env,
          encoding: 'utf8',
          shell: process.platform === 'win32',
        },
      )
      expect([npm.status, npm.stderr]).toEqual([
        0,
        expect.stringContaining('clawdbot-doctor-my-company-0.1.0.tgz'),
      ])
    } else {
      expect(words.shift()).toBe('clawdbot-doctor')
      const { code, stdout, stderr } = await runCli(words, { home, cwd })
      const isInstall = words[0] === 'plugins'
      const asked = isInstall ? expect.stringContaining('read ~/.my-company/config.json') : ''
      expect([words.join(' '), code, stderr]).toEqual([words.join(' '), words[0] === 'doctor' ? 2 : 0, asked])
      said[words.slice(0, 2).join(' ')] = stdout
    }
  }
  for (const command of commands) await step(command)
  expect(said['checks verify']).toContain('holds to every rule, in 4 examples')
  expect(said['doctor --only']).toContain('is not JSON')
})
