import { expect, it } from 'vitest'
import { runDoctor } from '../../../src/index.js'
import { machineOf } from '../../e2e/in-process.js'
import { build, healthyWorld, type World } from '../../healing/world.js'

const UNIT = 'clawdbot-gateway.service'

const executable = (text: string) => ({ text: `#!/bin/sh\n${text}\n`, mode: 0o755 })

/** A unit of the user that its manager says has failed, and that sees what the shell sees. */
const failingService = ({ files }: World, command: string, shown = 'X=1'): void => {
  const state = 'ActiveState=failed\\nUnitFileState=enabled\\nExecMainCode=1\\nExecMainStatus=203'
  files[`.config/systemd/user/${UNIT}`] = `[Service]\nExecStart=${command}\n`
  files['.local/bin/loginctl'] = executable('echo Linger=yes')
  files['.local/bin/systemctl'] = executable(`case "$*" in
'--user show-environment --no-pager') printf 'HOME=%s\\nPATH=%s\\n' "$HOME" "$PATH" ;;
'--user show '*) printf '${shown}\\nLoadState=loaded\\nEnvironment=[unprintable]\\n${state}\\n' ;;
*) exit 1 ;;
esac`)
}

const cases: Readonly<Record<string, [(world: World) => void, roots: string[], folded: string[]]>> = {
  'a service that failed': [
    (world) => failingService(world, '/bin/sh -c "clawdbot gateway"'),
    ['gateway/service!failed'],
    [],
  ],
  'one whose program is gone': [
    (world) => failingService(world, '/opt/none/node /opt/none/entry.js gateway'),
    ['host/node!gone'],
    ['gateway/service!failed', 'host/node!gone'],
  ],
  'one without the file of its variables': [
    (world) =>
      failingService(
        world,
        '/bin/sh -c "clawdbot gateway"',
        'EnvironmentFiles=/opt/none/env (ignore_errors=no)',
      ),
    ['host/service-env!missingFile'],
    ['gateway/service!failed'],
  ],
  'a key of another provider behind a login that works': [
    ({ env }) => {
      env.ANTHROPIC_API_KEY = ['sk', 'proj', 'a'].join('-').padEnd(80, 'x')
    },
    ['providers/env-keys!foreign'],
    [],
  ],
  'two keys of one provider': [
    ({ env }) => {
      env.ANTHROPIC_OAUTH_TOKEN = ['sk', 'ant', 'oat01', 'a'].join('-').padEnd(108, 'x')
      env.ANTHROPIC_API_KEY = ['sk', 'ant', 'api03', 'a'].join('-').padEnd(108, 'x')
    },
    [],
    [],
  ],
}

it.each(Object.entries(cases))('%s', async (_, [make, roots, folded]) => {
  const world = healthyWorld()
  make(world)
  const { home, env } = build(world)
  const report = await runDoctor({ machine: machineOf(home, { env }), sync: false })
  const told = report.checks.flatMap(({ id, findings }) =>
    findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ messageId, causedBy }) => ({ name: `${id}!${messageId}`, follows: causedBy.length > 0 })),
  )
  const names = (follows: boolean) =>
    told
      .filter((each) => each.follows === follows)
      .map(({ name }) => name)
      .sort()
  expect({ roots: names(false), folded: names(true) }).toEqual({ roots, folded })
})
