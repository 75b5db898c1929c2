import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { linkDoctor } from './author.js'
import { makeHome, node, runCli, script } from './cli.js'

it('checks dev runs tests and rules again after a save, and Ctrl-C ends it well', {
  timeout: 120_000,
}, async () => {
  const home = makeHome()
  await runCli(['checks', 'new', 'my-company/config'], { home })
  const folder = join(home, 'clawdbot-doctor-my-company')
  linkDoctor(folder)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawn(node, [script, 'checks', 'dev', folder], { cwd: folder, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  const waiting: { readonly words: RegExp; readonly seen: () => void }[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    for (const { words, seen } of waiting) if (words.test(said)) seen()
  })
  const see = (words: RegExp): Promise<void> =>
    new Promise((resolve) => {
      const seen = () => {
        said = ''
        waiting.length = 0
        resolve()
      }
      if (words.test(said)) seen()
      else waiting.push({ words, seen })
    })

  await see(/Tests: 9 passed\..*holds to every rule/s)
  const check = join(folder, 'src/checks/config.js')
  const text = readFileSync(check, 'utf8')
  writeFileSync(check, text.replace('(file.mode & OTHERS) === 0', 'true'))
  await see(/fail [1-9].*does not hold to/s)
  writeFileSync(check, text)
  await see(/holds to every rule/)
  mkdirSync(join(folder, 'src/more'))
  await see(/holds to every rule/)
  writeFileSync(join(folder, 'src/more/new.js'), '')
  await see(/holds to every rule/)

  const ended = new Promise((resolve) => child.on('exit', resolve))
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})
