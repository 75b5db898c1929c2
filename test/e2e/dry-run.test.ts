import { expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, hour, login, makeHome, runCli } from './cli.js'

it('a dry run plans nothing over stores that the sync has yet to fill', async () => {
  const config = '{auth: {order: {anthropic: ["anthropic:gone", "anthropic:claude-cli"]}}}'
  const files = { [CREDENTIALS]: login(Date.now() + 8 * hour), [CONFIG]: config }
  const dry = await runCli(['doctor', '--fix', '--dry-run'], { home: makeHome(files) })
  expect(dry.stdout.match(/^✔ would do/gm)).toHaveLength(1)

  const home = makeHome(files)
  await runCli(['doctor'], { home })
  const synced = await runCli(['doctor', '--fix', '--dry-run'], { home })
  expect(synced.stdout).toContain('+{auth: {order: {anthropic: ["anthropic:claude-cli"]}}}')
})
