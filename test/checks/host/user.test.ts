import { describe, it } from 'vitest'
import userCheck from '../../../checks/host/user.js'
import type { Homes, HomeWithState } from '../../../plugins/host/facts/homes.js'
import { testCheck } from '../../../src/testing/index.js'
import { accountFact, HOME } from '../facts.js'

const facts = (over: Partial<Homes> = {}, account = accountFact) => ({
  homes: { home: HOME, ofAccount: HOME, sudoUser: null, ofSudoUser: null, others: [], ...over },
  account,
})

const state = (path: string, over: Partial<HomeWithState> = {}): HomeWithState => ({
  path,
  clawdbot: true,
  claude: true,
  ...over,
})
const root = { ...accountFact, uid: 0, userName: 'root' }

testCheck(
  userCheck,
  [
    { name: 'a user in a home of their own is well', facts: facts(), expect: [] },
    { name: 'a home that the system does not know is well', facts: facts({ ofAccount: null }), expect: [] },
    {
      name: 'another HOME is well while the real one is empty',
      facts: facts({ ofAccount: '/srv/ada' }),
      expect: [],
    },
    {
      name: 'sudo is well on a machine whose only state is root’s',
      facts: facts({ home: '/root', ofAccount: '/root', sudoUser: 'ada', ofSudoUser: HOME }, root),
      expect: [],
    },
    {
      name: 'it is not judged on Windows',
      facts: facts({}, { ...accountFact, platform: 'win32' as 'linux' }),
      expect: { skip: true },
    },
    {
      name: 'sudo that kept the home of its caller leaves files of root there',
      facts: facts(
        {
          ofAccount: '/root',
          sudoUser: 'ada',
          ofSudoUser: HOME,
          others: [state('/root', { clawdbot: false })],
        },
        root,
      ),
      expect: [
        {
          messageId: 'rootInHome',
          subject: 'user:sudo',
          severity: 'warning',
          data: { sudoUser: 'ada', home: HOME },
          evidence: [{ kind: 'file', path: HOME }],
        },
      ],
    },
    {
      name: 'sudo that took root’s home looks past the state of its caller',
      facts: facts(
        { home: '/root', ofAccount: '/root', sudoUser: 'ada', ofSudoUser: HOME, others: [state(HOME)] },
        root,
      ),
      expect: [
        {
          messageId: 'rootElsewhere',
          subject: 'user:sudo',
          severity: 'warning',
          data: { sudoUser: 'ada', home: '/root', other: HOME, what: "Clawdbot's state and a Claude login" },
        },
      ],
    },
    {
      name: 'state in the real home is a note where HOME is another',
      facts: facts({ ofAccount: '/srv/ada', others: [state('/srv/ada', { clawdbot: false })] }),
      expect: [
        {
          messageId: 'otherHome',
          subject: 'user:home',
          severity: 'info',
          data: { user: 'ada', home: HOME, other: '/srv/ada', what: 'a Claude login' },
        },
      ],
    },
    {
      name: 'bots in other homes are a note, and Claude Code of other users is nobody’s concern',
      facts: facts({
        others: [
          state('/root', { claude: false }),
          state('/home/bob', { clawdbot: false }),
          state('/home/bot'),
        ],
      }),
      expect: [
        {
          messageId: 'severalHomes',
          subject: 'user:homes',
          severity: 'info',
          data: {
            home: HOME,
            list: ["/root (Clawdbot's state)", "/home/bot (Clawdbot's state and a Claude login)"],
          },
          evidence: [
            { kind: 'file', path: '/root' },
            { kind: 'file', path: '/home/bot' },
          ],
        },
      ],
    },
  ],
  { describe, it },
)
