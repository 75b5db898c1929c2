import { describe, it } from 'vitest'
import permissions from '../../../checks/auth/permissions.js'
import type { FileStat } from '../../../src/contract/index.js'
import { testCheck } from '../../../src/testing/index.js'
import { accountFact, aFolderStat, anAgent, aStat, aStore, UID } from '../facts.js'

const { dir, storePath } = anAgent()
const work = anAgent('work')
const OTHER = 999
const root = { ...accountFact, uid: 0, userName: 'root' }
const fix = ['auth/restrict-mode']

const file = (over: Partial<FileStat>) => ({ ...aStat(over), sha256: 'f'.repeat(64) })
const storeWith = (
  stats: { readonly file?: Partial<FileStat>; readonly folder?: Partial<FileStat> },
  over: Parameters<typeof aStore>[1] = {},
) => aStore({}, { file: file(stats.file ?? {}), folder: aFolderStat(stats.folder ?? {}), ...over })

testCheck(
  permissions,
  [
    {
      name: 'a store and a folder that are their owner’s alone pass',
      facts: { stores: [aStore()], account: accountFact },
      expect: [],
    },
    {
      name: 'an agent that has neither passes',
      facts: {
        stores: [aStore({}, { reading: { state: 'absent' }, folder: null, writable: false })],
        account: accountFact,
      },
      expect: [],
    },
    {
      name: 'Windows has nothing to judge',
      facts: {
        stores: [storeWith({ file: { mode: 0o666 } })],
        account: { ...accountFact, platform: 'win32' },
      },
      expect: { skip: true },
    },
    {
      name: 'a store that others may read',
      facts: { stores: [storeWith({ file: { mode: 0o640 } })], account: accountFact },
      expect: [
        {
          messageId: 'readableByOthers',
          subject: 'agent:main/store',
          severity: 'warning',
          data: { agent: 'main', path: storePath, mode: 0o640, wanted: 0o600 },
          evidence: [{ kind: 'file', path: storePath }],
          fixes: fix,
        },
      ],
    },
    {
      name: 'a folder that others may write to is worse than one that they may look into',
      facts: {
        stores: [
          storeWith({ folder: { mode: 0o777 } }),
          storeWith({ folder: { mode: 0o755 } }, { agent: work }),
        ],
        account: accountFact,
      },
      expect: [
        {
          messageId: 'folderWritableByOthers',
          subject: 'agent:main/folder',
          severity: 'warning',
          data: { agent: 'main', path: dir, mode: 0o777, wanted: 0o700 },
          fixes: fix,
        },
        {
          messageId: 'folderReadableByOthers',
          subject: 'agent:work/folder',
          severity: 'info',
          data: { agent: 'work', path: work.dir, mode: 0o755, wanted: 0o700 },
          fixes: fix,
        },
      ],
    },
    {
      name: 'an agent that is not selected is left out',
      facts: {
        stores: [storeWith({ file: { mode: 0o666 } }, { agent: anAgent('work', { selected: false }) })],
        account: accountFact,
      },
      expect: [],
    },
    {
      name: 'a folder in the place of the store is not judged as a store',
      facts: {
        stores: [storeWith({ file: { kind: 'folder', mode: 0o755 } }, { reading: { state: 'folder' } })],
        account: accountFact,
      },
      expect: [],
    },
    {
      name: 'a store of another user that can still be read',
      facts: { stores: [storeWith({ file: { uid: OTHER } })], account: accountFact },
      expect: [
        {
          messageId: 'wrongOwner',
          subject: 'agent:main/owner',
          severity: 'warning',
          data: { agent: 'main', path: storePath, owner: OTHER, user: 'ada', uid: UID },
          evidence: [{ kind: 'file', path: storePath }],
        },
      ],
    },
    {
      name: 'a store of another user that cannot be read is an error',
      facts: {
        stores: [storeWith({ file: { uid: 0 } }, { reading: { state: 'denied' } })],
        account: accountFact,
      },
      expect: [{ messageId: 'wrongOwner', severity: 'error' }],
    },
    {
      name: 'a folder and a store of another user are one finding, and not being able to write follows from it',
      facts: {
        stores: [storeWith({ file: { uid: OTHER }, folder: { uid: OTHER } }, { writable: false })],
        account: accountFact,
      },
      expect: [
        {
          messageId: 'wrongOwner',
          subject: 'agent:main/owner',
          data: { agent: 'main', path: dir, owner: OTHER, user: 'ada', uid: UID },
        },
        {
          messageId: 'readOnly',
          subject: 'agent:main/folder',
          severity: 'warning',
          causedBy: ['auth/permissions#agent:main/owner'],
        },
      ],
    },
    {
      name: "another user's file is not offered a fix that only its owner could make",
      facts: { stores: [storeWith({ file: { uid: OTHER, mode: 0o644 } })], account: accountFact },
      expect: [{ messageId: 'wrongOwner' }, { messageId: 'readableByOthers', fixes: [] }],
    },
    {
      name: 'a folder that cannot be written to, such as on a read-only disk',
      facts: { stores: [storeWith({}, { writable: false })], account: accountFact },
      expect: [
        {
          messageId: 'readOnly',
          subject: 'agent:main/folder',
          severity: 'warning',
          data: { agent: 'main', path: dir },
          causedBy: [],
        },
      ],
    },
    {
      name: 'root over the files of others is noted once for all agents, and can fix their modes',
      facts: {
        stores: [
          storeWith({ file: { uid: OTHER, mode: 0o644 }, folder: { uid: OTHER } }),
          storeWith({ file: { uid: OTHER }, folder: { uid: 0 } }, { agent: work }),
        ],
        account: root,
      },
      expect: [
        { messageId: 'readableByOthers', fixes: fix },
        {
          messageId: 'runAsRoot',
          subject: 'user:root',
          severity: 'info',
          data: { paths: [dir, work.storePath] },
          evidence: [
            { kind: 'file', path: dir },
            { kind: 'file', path: work.storePath },
          ],
        },
      ],
    },
    {
      name: 'root over its own files passes',
      facts: { stores: [storeWith({ file: { uid: 0 }, folder: { uid: 0 } })], account: root },
      expect: [],
    },
    {
      name: 'where the user id is not known, owners are not judged',
      facts: {
        stores: [storeWith({ file: { uid: OTHER, mode: 0o644 } })],
        account: { ...accountFact, uid: -1 },
      },
      expect: [{ messageId: 'readableByOthers', fixes: fix }],
    },
  ],
  { describe, it },
)
