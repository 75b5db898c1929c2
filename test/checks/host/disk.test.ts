import { describe, expect, it } from 'vitest'
import diskCheck from '../../../checks/host/disk.js'
import type { Disk } from '../../../plugins/host/facts/disk.js'
import { mountOf, parseMounts } from '../../../src/auth/service/mounts.js'
import { testCheck } from '../../../src/testing/index.js'
import { accountFact, HOME } from '../facts.js'

const MB = 1_000_000
const path = `${HOME}/.clawdbot`
const room = (freeBytes: number, totalBytes = 50_000 * MB) => ({
  space: { freeBytes, totalBytes, freeFiles: null, totalFiles: null },
})

const facts = (over: Partial<Disk> = {}) => ({
  disk: {
    path,
    isThere: true,
    writable: true,
    mount: { at: '/home', type: 'ext4', readOnly: false },
    ...room(20_000 * MB),
    ...over,
  },
  account: accountFact,
})

testCheck(
  diskCheck,
  [
    { name: 'a disk with room on it is well', facts: facts(), expect: [] },
    {
      name: 'what the system does not say is not judged',
      facts: facts({ space: null, mount: null }),
      expect: [],
    },
    { name: 'a disk that says it has no size is not judged', facts: facts(room(0, 0)), expect: [] },
    {
      name: 'a state folder that is not there yet need not be writable',
      facts: facts({ isThere: false, writable: false }),
      expect: [],
    },
    {
      name: 'a state folder that may not be written to',
      facts: facts({ writable: false }),
      expect: [
        {
          messageId: 'notWritable',
          subject: 'state/folder',
          severity: 'warning',
          data: { path, mount: '/home', user: 'ada', uid: 1000 },
          evidence: [{ kind: 'file', path }],
        },
      ],
    },
    {
      name: 'a read-only mount is told in the place of the folder on it',
      facts: facts({ writable: false, mount: { at: '/home', type: 'ext4', readOnly: true } }),
      expect: [{ messageId: 'readOnlyMount', subject: 'state/mount', severity: 'warning' }],
    },
    {
      name: 'less than 100 MB is little on any disk',
      facts: facts(room(99 * MB, 1000 * MB)),
      expect: [
        {
          messageId: 'nearlyFull',
          subject: 'state/space',
          severity: 'warning',
          data: { path, mount: '/home', free: 99, percent: 9.9 },
        },
      ],
    },
    { name: '100 MB of a small disk are enough', facts: facts(room(100 * MB, 1000 * MB)), expect: [] },
    {
      name: 'less than a hundredth is little',
      facts: facts(room(499 * MB)),
      expect: [{ messageId: 'nearlyFull', severity: 'warning' }],
    },
    {
      name: 'less than a hundredth of a large disk is worth a note',
      facts: facts(room(15_000 * MB, 2_000_000 * MB)),
      expect: [{ messageId: 'nearlyFull', severity: 'info' }],
    },
    {
      name: 'a full disk is an error',
      facts: facts(room(0)),
      expect: [{ messageId: 'full', subject: 'state/space', severity: 'error' }],
    },
    {
      name: 'a file system with room for hardly a file more',
      facts: facts({
        space: { freeBytes: 20_000 * MB, totalBytes: 50_000 * MB, freeFiles: 12, totalFiles: 65_536 },
      }),
      expect: [
        {
          messageId: 'fewFilesLeft',
          subject: 'state/files',
          severity: 'warning',
          data: { path, mount: '/home', free: 12, percent: 0 },
        },
      ],
    },
  ],
  { describe, it },
)

describe('the mount of a path', () => {
  const mounts = parseMounts(
    'overlay / overlay ro,lowerdir=/rw 0 0\n/dev/a /home ext4 rw,noatime 0 0\n/dev/b /home/my\\040disk xfs ro 0 0\n/dev/c /home tmpfs ro 0 0\nbad\n',
  )
  it.each([
    ['/etc', '/', 'overlay', true],
    ['/home/ada', '/home', 'tmpfs', true],
    ['/home', '/home', 'tmpfs', true],
    ['/homes', '/', 'overlay', true],
    ['/home/my disk/x', '/home/my disk', 'xfs', true],
  ])('of %s is %s', (path, at, type, readOnly) => {
    expect(mountOf(path, mounts)).toEqual({ at, type, readOnly })
  })

  it('is not known where nothing is mounted', () => {
    expect(mountOf('/x', [])).toBeNull()
  })
})
