import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { State } from './state.js'

const UNIT = 'clawdbot-gateway.service'

/** Answers for the unit alone: nothing can be installed by it. */
const systemctl = (home: string): string => `#!/bin/sh
case "$*" in
'--user show-environment --no-pager') printf 'HOME=${home}\\nPATH=${join(home, '.local/bin')}:/usr/bin:/bin\\n' ;;
'--user show ${UNIT} '*)
  printf 'LoadState=loaded\\nActiveState=failed\\nSubState=failed\\nUnitFileState=enabled\\nExecMainCode=1\\nExecMainStatus=78\\n' ;;
*) exit 1 ;;
esac
`

/** What goes wrong with the gateway itself, and with the keys in its environment. */
export const gatewayStates: readonly State[] = [
  {
    name: 'the service that runs the gateway has failed',
    touches: ['service'],
    finds: ['gateway/service!failed'],
    healed: false,
    make: ({ afterwards }) => {
      afterwards.push((home) => {
        const folder = join(home, '.config/systemd/user')
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(home, 'gateway.js'), '')
        const command = `${process.execPath} ${join(home, 'gateway.js')} gateway`
        writeFileSync(join(folder, UNIT), `[Service]\nExecStart=${command}\n`)
        writeFileSync(join(home, '.local/bin/systemctl'), systemctl(home), { mode: 0o755 })
        writeFileSync(join(home, '.local/bin/loginctl'), '#!/bin/sh\necho Linger=yes\n', { mode: 0o755 })
      })
    },
  },
  {
    name: 'a key in the environment has its quotation marks still around it',
    touches: ['env-key'],
    finds: ['providers/env-keys!quoted'],
    healed: false,
    make: ({ env }) => {
      env.ANTHROPIC_API_KEY = `"${['sk', 'ant', 'api03', 'quoted'].join('-').padEnd(108, 'q')}"`
    },
  },
]
