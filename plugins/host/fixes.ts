import { WATCH_LABEL, WATCH_UNIT } from '../../src/auth/service/watch-command.js'
import { cronLine, watchPlist, watchService, watchTimer } from '../../src/auth/service/watch-files.js'
import { type Change, defineFix } from '../../src/contract/index.js'
import { watchPlace } from './facts/watch-place.js'
import { watchers } from './facts/watchers.js'
import { account } from './facts.js'

type Plan = readonly Change[] | { readonly refuse: string }

const TIMER = `${WATCH_UNIT}.timer`

export const installTimer = defineFix({
  id: 'monitor/install-timer',
  title: 'Look after the credentials once a day',
  risk: 'review',
  needs: { watchPlace, watchers, account },
  touches: [watchers, watchPlace],
  plan: ({ watchPlace, watchers, account }): Plan => {
    const { program, files, unable } = watchPlace
    if (watchers.some(({ enabled }) => enabled)) return { refuse: 'something watches them by now' }
    if (program.length === 0) return { refuse: 'this program cannot say how it is started' }
    if (account.platform === 'win32')
      return {
        refuse: `${unable}: let the task scheduler run \`clawdbot-doctor models status --check\` every day`,
      }
    if (unable !== null)
      return { refuse: `${unable}: add this line by \`crontab -e\`: ${cronLine(watchPlace)}` }
    const taken = files.find(({ state }) => state !== 'absent')
    if (taken !== undefined) return { refuse: `${taken.path} is there already; look at what it holds` }
    const texts =
      account.platform === 'darwin'
        ? [watchPlist(watchPlace, `${account.home}/Library/Logs/${WATCH_UNIT}.log`)]
        : [watchService(watchPlace), watchTimer()]
    const writes = files.map(
      ({ path }, index): Change => ({
        op: 'write',
        path,
        before: 'absent',
        after: texts[index] ?? '',
        mode: 0o644,
      }),
    )
    return [...writes, account.platform === 'darwin' ? loading(files[0]?.path ?? '', account.uid) : ENABLING]
  },
})

const ENABLING: Change = {
  op: 'run',
  argv: ['systemctl', '--user', 'enable', '--now', TIMER],
  inverse: ['systemctl', '--user', 'disable', '--now', TIMER],
}

const loading = (plist: string, uid: number): Change => ({
  op: 'run',
  argv: ['launchctl', 'bootstrap', `gui/${uid}`, plist],
  inverse: ['launchctl', 'bootout', `gui/${uid}/${WATCH_LABEL}`],
})
