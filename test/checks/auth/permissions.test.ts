import { describe, it } from 'vitest'
import permissions from '../../../checks/auth/permissions.js'
import type { PrivatePlace } from '../../../src/auth/private-place.js'
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

const open = (noun: string, mode: number, uid = UID): PrivatePlace => ({
  noun,
  path: `/p/${noun}`,
  stat: aStat({ mode, uid }),
})
const folder = (noun: string, mode: number): PrivatePlace => ({
  noun,
  path: `/p/${noun}`,
  stat: aFolderStat({ mode }),
})

testCheck(
  permissions,
  [
    {
      name: 'a store and a folder that are their owner’s alone pass',
      facts: { privatePlaces: [], stores: [aStore()], account: accountFact },
      expect: [],
    },
    {
      name: 'an agent that has neither passes',
      facts: {
        privatePlaces: [],
        stores: [aStore({}, { reading: { state: 'absent' }, folder: null, writable: false })],
        account: accountFact,
      },
      expect: [],
    },
    {
      name: 'Windows has nothing to judge',
      facts: {
        privatePlaces: [],
        stores: [storeWith({ file: { mode: 0o666 } })],
        account: { ...accountFact, platform: 'win32' },
      },
      expect: { skip: true },
    },
    {
      name: 'a store that others may read',
      facts: { privatePlaces: [], stores: [storeWith({ file: { mode: 0o640 } })], account: accountFact },
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
        privatePlaces: [],
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
        privatePlaces: [],
        stores: [storeWith({ file: { mode: 0o666 } }, { agent: anAgent('work', { selected: false }) })],
        account: accountFact,
      },
      expect: [],
    },
    {
      name: 'a folder in the place of the store is not judged as a store',
      facts: {
        privatePlaces: [],
        stores: [storeWith({ file: { kind: 'folder', mode: 0o755 } }, { reading: { state: 'folder' } })],
        account: accountFact,
      },
      expect: [],
    },
    {
      name: 'a store of another user that can still be read',
      facts: { privatePlaces: [], stores: [storeWith({ file: { uid: OTHER } })], account: accountFact },
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
        privatePlaces: [],
        stores: [storeWith({ file: { uid: 0 } }, { reading: { state: 'denied' } })],
        account: accountFact,
      },
      expect: [{ messageId: 'wrongOwner', severity: 'error' }],
    },
    {
      name: 'a folder and a store of another user are one finding, and not being able to write follows from it',
      facts: {
        privatePlaces: [],
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
          causedBy: [
            'auth/permissions#agent:main/owner',
            'auth/permissions#agent:main/shut-out',
            'auth/permissions#state/owner',
            'host/disk!readOnlyMount',
          ],
        },
      ],
    },
    {
      name: "another user's file is not offered a fix that only its owner could make",
      facts: {
        privatePlaces: [],
        stores: [storeWith({ file: { uid: OTHER, mode: 0o644 } })],
        account: accountFact,
      },
      expect: [{ messageId: 'wrongOwner' }, { messageId: 'readableByOthers', fixes: [] }],
    },
    {
      name: 'a folder that cannot be written to, such as on a read-only disk',
      facts: { privatePlaces: [], stores: [storeWith({}, { writable: false })], account: accountFact },
      expect: [
        {
          messageId: 'readOnly',
          subject: 'agent:main/folder',
          severity: 'warning',
          data: { agent: 'main', path: dir },
        },
      ],
    },
    {
      name: 'root over the files of others is noted once for all agents, and can fix their modes',
      facts: {
        privatePlaces: [],
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
      name: 'a store that its own owner may not read explains why it could not be read',
      facts: {
        privatePlaces: [],
        stores: [storeWith({ file: { mode: 0o200 } }, { reading: { state: 'denied' } })],
        account: accountFact,
      },
      expect: [
        {
          messageId: 'ownerShutOut',
          subject: 'agent:main/shut-out',
          severity: 'error',
          data: { agent: 'main', path: storePath, mode: 0o200, wanted: 0o600 },
          evidence: [{ kind: 'file', path: storePath }],
          fixes: fix,
        },
      ],
    },
    {
      name: 'a store that its owner may only read: Clawdbot writes in place, so it cannot save',
      facts: { privatePlaces: [], stores: [storeWith({ file: { mode: 0o400 } })], account: accountFact },
      expect: [
        {
          messageId: 'ownerMayNotWrite',
          severity: 'warning',
          data: { agent: 'main', path: storePath, mode: 0o400, wanted: 0o600 },
          fixes: fix,
        },
      ],
    },
    {
      name: 'a folder whose mode forbids its owner to write explains that nothing can be saved',
      facts: {
        privatePlaces: [],
        stores: [storeWith({ folder: { mode: 0o500 } }, { writable: false })],
        account: accountFact,
      },
      expect: [
        {
          messageId: 'ownerMayNotWrite',
          data: { agent: 'main', path: dir, mode: 0o500, wanted: 0o700 },
          fixes: fix,
        },
        {
          messageId: 'readOnly',
          causedBy: [
            'auth/permissions#agent:main/shut-out',
            'auth/permissions#state/owner',
            'host/disk!readOnlyMount',
          ],
        },
      ],
    },
    {
      name: 'root may read all, so only the files of others are judged for their owner',
      facts: {
        privatePlaces: [],
        stores: [
          storeWith({ file: { uid: 0, mode: 0o200 } }),
          storeWith({ file: { uid: OTHER, mode: 0o200 } }, { agent: work }),
        ],
        account: root,
      },
      expect: [{ messageId: 'ownerShutOut', subject: 'agent:work/shut-out' }, { messageId: 'runAsRoot' }],
    },
    {
      name: 'the config, the .env and the other files that hold keys',
      facts: {
        stores: [aStore()],
        account: accountFact,
        privatePlaces: [open('config', 0o644), open('state/.env', 0o600)],
      },
      expect: [
        {
          messageId: 'fileOpen',
          subject: 'config',
          severity: 'warning',
          data: { path: '/p/config', mode: 0o644, wanted: 0o600 },
          evidence: [{ kind: 'file', path: '/p/config' }],
          fixes: fix,
        },
      ],
    },
    {
      name: 'the state folder: worse where others may write to it than where they may look into it',
      facts: {
        stores: [aStore()],
        account: accountFact,
        privatePlaces: [folder('state', 0o755), folder('state/credentials', 0o770)],
      },
      expect: [
        { messageId: 'placeReadable', subject: 'state', severity: 'info', fixes: fix },
        { messageId: 'placeWritable', subject: 'state/credentials', severity: 'warning', fixes: fix },
      ],
    },
    {
      name: "another user's config is named as such, and its mode is not this user's to change",
      facts: { stores: [aStore()], account: accountFact, privatePlaces: [open('config', 0o644, OTHER)] },
      expect: [
        {
          messageId: 'foreignPlace',
          subject: 'config/owner',
          severity: 'warning',
          data: { path: '/p/config', owner: OTHER, user: 'ada', uid: UID },
        },
        { messageId: 'fileOpen', fixes: [] },
      ],
    },
    {
      name: 'root over its own files passes',
      facts: {
        privatePlaces: [],
        stores: [storeWith({ file: { uid: 0 }, folder: { uid: 0 } })],
        account: root,
      },
      expect: [],
    },
    {
      name: 'where the user id is not known, owners are not judged',
      facts: {
        privatePlaces: [],
        stores: [storeWith({ file: { uid: OTHER, mode: 0o644 } })],
        account: { ...accountFact, uid: -1 },
      },
      expect: [{ messageId: 'readableByOthers', fixes: fix }],
    },
  ],
  { describe, it },
)
