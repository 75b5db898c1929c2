import type { Example } from 'clawdbot-doctor/testing'

const HEAD = `Disk quotas for user ada (uid 1000):
     Filesystem  blocks   quota   limit   grace   files   quota   limit   grace
`

const row = (used: string, files: string): string =>
  `${HEAD}      /dev/sda1 ${used} 10485760 11534336       0 ${files}  100000  110000       0\n`

const examples: readonly Example[] = [
  { name: 'a machine without quotas', home: {}, expect: [] },
  {
    name: 'a user without a quota',
    home: { programs: { quota: { stdout: 'Disk quotas for user ada (uid 1000): none\n' } } },
    expect: [],
  },
  {
    name: 'half of it used',
    home: { programs: { quota: { stdout: row('5242880', '2000') } } },
    expect: [],
  },
  {
    name: 'space nearly used up',
    home: { programs: { quota: { stdout: row('9961472', '2000') } } },
    expect: [{ check: 'example/disk-quota', messageId: 'nearlyUsed', subject: 'quota:/dev/sda1/space' }],
  },
  {
    name: 'more files than are allowed for long',
    home: { programs: { quota: { stdout: row('5242880', '100001*'), code: 1 } } },
    expect: [{ check: 'example/disk-quota', messageId: 'usedUp', subject: 'quota:/dev/sda1/files' }],
  },
]

export default examples
