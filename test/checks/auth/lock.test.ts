import { describe, expect, it } from 'vitest'
import lockCheck from '../../../checks/auth/lock.js'
import { removeStaleLock } from '../../../plugins/clawdbot/fixes/remove-stale-lock.js'
import { type FoundLock, type Locks, STALE_MS } from '../../../src/auth/locks/lock.js'
import { testCheck } from '../../../src/testing/index.js'
import { anAgent, HOUR, MINUTE, NOW } from '../facts.js'

const PATH = `${anAgent().storePath}.lock`
const SUBJECT = 'agent:main/lock:auth-profiles.json'
const FIX = ['auth/remove-stale-lock']
const SHA = 'a'.repeat(64)

const aLock = (over: Partial<FoundLock> = {}): FoundLock => ({
  subject: SUBJECT,
  path: PATH,
  form: 'folder',
  kind: 'folder',
  mode: 0o755,
  mtimeMs: NOW - HOUR,
  since: NOW - HOUR,
  names: [],
  sha256: null,
  isLockText: false,
  holder: null,
  removable: true,
  ...over,
})
const aFile = (over: Partial<FoundLock> = {}): FoundLock =>
  aLock({
    subject: 'agent:main/lock:sessions.json',
    path: '/sessions.json.lock',
    form: 'file',
    kind: 'file',
    names: null,
    sha256: SHA,
    isLockText: true,
    holder: { pid: 42, running: false, program: null },
    ...over,
  })
const fresh = { mtimeMs: NOW - 1000, since: NOW - 5000 }
const running = { holder: { pid: 42, running: true, program: 'node' } }

const facts = (found: readonly FoundLock[], over: Partial<Locks> = {}) => ({
  locks: { found, unseen: [], gateways: [], seenAt: NOW, ...over },
})
const one = (
  messageId: keyof typeof lockCheck.messages,
  severity: 'warning' | 'info',
  fixes: readonly string[] = [],
) => ({ messageId, subject: SUBJECT, severity, fixes, evidence: [{ kind: 'file' as const, path: PATH }] })

testCheck(
  lockCheck,
  [
    { name: 'no lock passes', facts: facts([]), expect: [] },
    {
      name: 'nothing is judged where none may be looked at',
      facts: facts([], { unseen: [PATH] }),
      expect: { skip: true },
    },
    {
      name: 'what may not be looked at does not hide what may',
      facts: facts([aLock()], { unseen: ['/elsewhere'] }),
      expect: [one('stale', 'warning', FIX)],
    },
    {
      name: 'an old empty folder is stale, and may be removed',
      facts: facts([aLock()]),
      expect: [{ ...one('stale', 'warning', FIX), causedBy: [] }],
    },
    {
      name: 'an old file of a process that is gone is stale',
      facts: facts([aFile()]),
      expect: [{ messageId: 'stale', subject: 'agent:main/lock:sessions.json', fixes: FIX }],
    },
    {
      name: 'an old file in the place of a lock file is stale whatever it holds, as its users remove it too',
      facts: facts([aFile({ isLockText: false, holder: null })]),
      expect: [{ messageId: 'stale', fixes: FIX }],
    },
    {
      name: 'a lock is held until it has not been touched for just longer than half a minute',
      facts: facts([
        aLock({ mtimeMs: NOW - STALE_MS, since: NOW - STALE_MS }),
        aLock({ subject: 'claude/lock:refresh', mtimeMs: NOW - STALE_MS - 1 }),
      ]),
      expect: [one('held', 'info'), { messageId: 'stale', subject: 'claude/lock:refresh', fixes: FIX }],
    },
    {
      name: 'a folder that is held names nobody where no gateway runs',
      facts: facts([aLock(fresh)]),
      expect: [one('held', 'info')],
    },
    {
      name: 'a folder that is held for long names the gateway, with no fix',
      facts: facts([aLock({ ...fresh, since: NOW - 2 * MINUTE })], { gateways: [7] }),
      expect: [one('heldLong', 'warning')],
    },
    {
      name: 'a stale file whose process runs is not removed from under it',
      facts: facts([aFile(running)]),
      expect: [{ messageId: 'heldLong', severity: 'warning', fixes: [] }],
    },
    {
      name: 'a fresh file whose process is gone is left until it is stale',
      facts: facts([aFile(fresh)]),
      expect: [{ messageId: 'dead', severity: 'info', fixes: [] }],
    },
    {
      name: 'a fresh file whose process nobody can see is held',
      facts: facts([aFile({ ...fresh, holder: { pid: 42, running: null, program: null } })]),
      expect: [{ messageId: 'held', severity: 'info', fixes: [] }],
    },
    {
      name: 'a stale folder with something in it is not removed',
      facts: facts([aLock({ names: ['a', 'b', 'c', 'd'] })]),
      expect: [one('notEmpty', 'warning')],
    },
    {
      name: 'one that may not be removed follows from whose folder it is in',
      facts: facts([aLock({ removable: false })]),
      expect: [
        {
          ...one('notRemovable', 'warning'),
          causedBy: [
            'auth/permissions!wrongOwner#agent:main/owner',
            'auth/permissions!readOnly#agent:main/folder',
          ],
        },
      ],
    },
    {
      name: 'one of Claude Code that may not be removed follows from nothing that is known here',
      facts: facts([aLock({ subject: 'claude/lock:folder', names: null, removable: false })]),
      expect: [{ messageId: 'notRemovable', subject: 'claude/lock:folder', causedBy: [] }],
    },
    {
      name: 'an old lock file in the place of a folder may be removed',
      facts: facts([aLock({ kind: 'file', names: null, sha256: SHA, isLockText: true })]),
      expect: [one('wrongKind', 'warning', FIX)],
    },
    {
      name: 'an old empty folder in the place of a file may be removed',
      facts: facts([aFile({ kind: 'folder', names: [], sha256: null, holder: null })]),
      expect: [{ messageId: 'wrongKind', fixes: FIX }],
    },
    ...(
      [
        ['a young one', { kind: 'file', sha256: SHA, isLockText: true, names: null, ...fresh }],
        ['one that holds anything else', { kind: 'file', sha256: SHA, names: null }],
        ['one whose process runs', { kind: 'file', sha256: SHA, isLockText: true, names: null, ...running }],
        ['a link', { kind: 'link', names: null, removable: false }],
        ['a socket', { kind: 'other', names: null }],
      ] as const
    ).map(([name, over]) => ({
      name: `${name} in the place of a folder is left alone`,
      facts: facts([aLock(over)]),
      expect: [one('wrongKind', 'warning')],
    })),
    {
      name: 'a folder with something in it, in the place of a file, is left alone',
      facts: facts([aFile({ kind: 'folder', names: ['x'], sha256: null, holder: null })]),
      expect: [{ messageId: 'wrongKind', fixes: [] }],
    },
    {
      name: 'one from the future follows from the clock',
      facts: facts([aLock({ mtimeMs: NOW + HOUR, since: NOW + HOUR })]),
      expect: [{ ...one('fromFuture', 'warning'), causedBy: ['host/clock'] }],
    },
    {
      name: 'a clock that is a little ahead elsewhere is no fault',
      facts: facts([aLock({ mtimeMs: NOW + 1000, since: NOW + 1000 })]),
      expect: [one('held', 'info')],
    },
  ],
  { describe, it },
)

describe('the fix auth/remove-stale-lock', () => {
  const plan = (found: readonly FoundLock[], path = PATH) =>
    removeStaleLock.plan(facts(found), {
      check: 'auth/lock',
      messageId: 'stale',
      subject: 's',
      data: { path },
    })

  it('expects the folder as it was seen', () => {
    const before = { mode: 0o755, mtimeMs: NOW - HOUR }
    expect(plan([aLock()])).toEqual([{ op: 'rmdir', path: PATH, before }])
  })

  it('expects the file as it was read', () => {
    const { path } = aFile()
    expect(plan([aLock(), aFile()], path)).toEqual([{ op: 'delete', path, before: { sha256: SHA } }])
  })

  it.each([
    ['is gone', []],
    ['was touched', [aLock(fresh)]],
    ['has something in it', [aLock({ names: ['x'] })]],
    ['is not this user’s', [aLock({ removable: false })]],
  ])('refuses where the lock %s', (_, found) => {
    expect(plan(found)).toHaveProperty('refuse')
  })
})
