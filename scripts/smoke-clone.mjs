import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './root.mjs'

/**
 * Copies what a clone would hold and runs its scripts there from nothing.
 * @param {import('./smoke.mjs').Bench} bench
 */
export function smokeClone({ home, folder, run, expect }) {
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  for (const file of execFileSync('git', listed, { cwd: root, encoding: 'utf8' }).split('\0')) {
    if (file === '' || !existsSync(join(root, file))) continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    copyFileSync(join(root, file), join(folder, file))
  }
  const script = (/** @type {string} */ name, /** @type {string[]} */ ...words) =>
    run(['npm', 'run', '--silent', name, '--', ...words], folder, { npm_config_prefix: home })

  expect(
    'npm run doctor installs, builds and reports',
    script('doctor'),
    ({ code, out, err }) =>
      code === 0 &&
      out.includes('No credentials found') &&
      err.includes('Installing') &&
      err.includes('Building'),
  )
  expect(
    'npm run doctor starts at once the second time',
    script('doctor', '--json'),
    ({ code, out, err }) => code === 0 && !!JSON.parse(out) && !/Installing|Building/.test(err),
  )
  expect(
    'npm run doctor fails when it cannot run',
    script('doctor', '--nope'),
    ({ code, err }) => code === 3 && err.includes('--nope'),
  )
  expect('npm run demo ends healthy', script('demo'), ({ code }) => code === 0)
  expect('npm run link links', script('link'), ({ code }) => code === 0)
  const bin = process.platform === 'win32' ? home : join(home, 'bin')
  for (const name of ['clawdbot-doctor', 'clawdbot'])
    expect(
      `${name} runs by its linked name`,
      run([join(bin, name), '--version'], home),
      ({ code, out }) => code === 0 && out !== '',
    )
}
