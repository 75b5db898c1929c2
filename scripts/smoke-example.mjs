import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { buildExample, example } from './build-example.mjs'

/** What the program prints for a user who has used up nearly all. */
const QUOTA = `#!/bin/sh
echo '     Filesystem  blocks   quota   limit   grace   files   quota   limit   grace'
echo '      /dev/sda1 9961472 10485760 11534336       0    2000  100000  110000       0'
`

/**
 * Packs the example plugin, installs it from its tarball into a clean home, and has it find something.
 * @param {string} installed the folder that the program is installed in
 * @param {import('./smoke.mjs').Bench} bench
 */
export function smokeExample(installed, { home, folder, path, run, expect }) {
  buildExample()
  const packed = run(['npm', 'pack', '--silent', '--pack-destination', folder], example)
  if (!expect('npm pack', packed, ({ code }) => code === 0)) return
  const tarball = join(folder, packed.out.trim().split('\n').at(-1) ?? '')

  const programs = join(home, 'bin')
  mkdirSync(programs)
  writeFileSync(join(programs, 'quota'), QUOTA)
  chmodSync(join(programs, 'quota'), 0o755)
  const env = { PATH: [programs, path].join(delimiter) }
  const program = (/** @type {string[]} */ ...words) =>
    run(['npx', '--no-install', 'clawdbot-doctor', ...words], installed, env)

  expect(
    'plugins install takes the tarball',
    program('plugins', 'install', tarball, '--yes'),
    ({ code }) => code === 0,
  )
  expect(
    'checks list names its check',
    program('checks', 'list'),
    ({ code, out }) => code === 0 && out.includes('example/disk-quota'),
  )
  expect(
    'doctor --only finds what it finds',
    program('doctor', '--only', 'example/disk-quota', '--json'),
    ({ code, out }) => code === 2 && JSON.parse(out).checks[0].findings[0].messageId === 'nearlyUsed',
  )
}
