import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Goes the way of an author: makes a package, installs the packed program into it, and runs its tests as they are.
 * @param {string} installed the folder that the program is installed in
 * @param {string} tarball of the program
 * @param {import('./smoke.mjs').Bench} bench
 */
export function smokeAuthor(installed, tarball, { folder, run, expect }) {
  const made = join(folder, 'clawdbot-doctor-my-company')
  const words = ['checks', 'new', 'my-company/config', '--dir', made]
  expect(
    'checks new makes a package',
    run(['npx', '--no-install', 'clawdbot-doctor', ...words], installed),
    ({ code }) => code === 0,
  )
  // In place of the version in a registry, which this one may not have reached yet.
  expect(
    'it installs',
    run(['npm', 'install', '--no-save', '--prefer-offline', tarball], made),
    ({ code }) => code === 0,
  )
  const test = () => run(['npm', 'test'], made)
  const verify = () => run(['npx', '--no-install', 'clawdbot-doctor', 'checks', 'verify', '.'], made)
  expect('its tests pass untouched', test(), ({ code, out }) => code === 0 && /pass [1-9]/.test(out))
  expect(
    'it holds to every rule',
    verify(),
    ({ code, out }) => code === 0 && out.includes('holds to every rule'),
  )
  const check = join(made, 'src', 'checks', 'config.js')
  writeFileSync(check, readFileSync(check, 'utf8').replace('(file.mode & OTHERS) === 0', 'true'))
  expect('its tests fail when it is broken', test(), ({ code }) => code !== 0)
  expect('its rules fail when it is broken', verify(), ({ code }) => code === 1)
}
