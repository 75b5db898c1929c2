import { describe, expect, it } from 'vitest'
import { casePseudonyms } from '../../../src/redact/sealing/index.js'
import { keyOf, sealerOf } from './sealers.js'

const sealed = (text: string): string => sealerOf().text(text, 'a')
const X = '[0-9a-f]{8}'
const USER = `user-${X}(?:-[0-9a-f]{4})?`
const HOST = `host-${X}`
const UUID = '3d1f4b60-8a1c-4f2e-9c7d-0123456789ab'

/** A text, and what becomes of it: `@` in the pattern is nothing special. */
const CHANGED: readonly (readonly [string, string])[] = [
  ['/home/ada/.clawdbot', `/home/${USER}/\\.clawdbot`],
  ['/Users/Eve/x', `/Users/${USER}/x`],
  ['C:\\Users\\Bob Smith\\AppData', `C:\\\\Users\\\\${USER}\\\\AppData`],
  ['C:\\\\Users\\\\bob\\\\AppData', `C:\\\\\\\\Users\\\\\\\\${USER}\\\\\\\\AppData`],
  ['-home-ada-projects', `-home-${USER}-projects`],
  ['USER=bob LOGNAME=bob', `USER=(${USER}) LOGNAME=\\1`],
  ['uid=1000(bob) gid=1000(bob)', `uid=1000\\((${USER})\\) gid=1000\\(\\1\\)`],
  ['adas-laptop.engines.example and adas-laptop', `(${HOST})\\.${HOST}\\.example and \\1`],
  ['https://box.tail1a2b.ts.net:443/', `https://${HOST}\\.${HOST}\\.ts\\.net:443/`],
  ['http://gw.internal/v1', `http://${HOST}\\.internal/v1`],
  ['mail ada@mail.example.com', `mail person-${X}@mail-${X}\\.invalid`],
  ['a@x.org b@x.org', `person-${X}@(mail-${X}\\.invalid) person-${X}@\\1`],
  ['192.168.1.5 192.168.1.9', '(10\\.\\d+\\.\\d+)\\.\\d+ \\1\\.\\d+'],
  ['100.100.4.2', '100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.\\d+\\.\\d+'],
  ['8.8.8.8:443', '2[45]\\d\\.\\d+\\.\\d+\\.\\d+:443'],
  ['[2a00:1450:4001:82a::200e]:80', '\\[2001:db8:[0-9a-f:]+\\]:80'],
  ['fe80::1c2b', 'fe80:0:[0-9a-f:]+'],
  ['aa:bb:cc:dd:ee:0f', '[0-9a-f][26ae](?::[0-9a-f]{2}){5}'],
  ['AA-BB-CC-DD-EE-0F', '[0-9A-F][26AE](?:-[0-9A-F]{2}){5}'],
  ['aabb.ccdd.eeff', '[0-9a-f][26ae][0-9a-f]{2}(?:\\.[0-9a-f]{4}){2}'],
  ['agent:main:telegram:dm:123456789', 'agent:main:telegram:dm:[1-9]\\d{8}'],
  ['agent:main:telegram:group:-1001234567890:topic:42', 'agent:main:telegram:group:-100\\d{10}:topic:42'],
  ['slack:channel:C0123ABCDE', 'slack:channel:C[0-9A-Z]{9}'],
  ['chatId=123456789, userId: "987654321"', 'chatId=[1-9]\\d{8}, userId: "[1-9]\\d{8}"'],
  ['4917012345678@s.whatsapp.net', '[1-9]\\d{12}@s\\.whatsapp\\.net'],
  ['call +49 170 1234567 now', 'call \\+99 9\\d\\d \\d{7} now'],
  ['from:+491701234567', 'from:\\+999\\d{9}'],
  ['to=%2B491701234567', 'to=%2B999\\d{9}'],
  ['agent:main:telegram:dm:@ada_lovelace', `agent:main:telegram:dm:@chat-${X}`],
  ['agent:main:matrix:dm:@ada_mx:matrix.org', `agent:main:matrix:dm:@chat-${X}`],
  ['discord:group:adas-guild-general', `discord:group:chat-${X}`],
  [
    `/srv/sessions/${UUID}.jsonl`,
    '/srv/sessions/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}\\.jsonl',
  ],
  ['grace%40x.org grace@x.org', `(person-${X})%40(mail-${X}\\.invalid) \\1@\\2`],
  ['"grace\\u0040x.org"', `"person-${X}\\\\u0040mail-${X}\\.invalid"`],
  ['grace&#64;x.org', `person-${X}&#64;mail-${X}\\.invalid`],
  ['grace@exämple.de', `person-${X}@mail-${X}\\.invalid`],
  ["o'brien@x.org", `person-${X}@mail-${X}\\.invalid`],
  ['/mnt/c/Users/Grace Hopper/AppData', `/mnt/c/Users/${USER}/AppData`],
  ['file:///Users/Grace%20Hopper', `file:///Users/${USER}`],
  ['/var/mail/grace', `/var/mail/${USER}`],
  ['ip-10-1-2-3.ec2.internal', `${HOST}\\.${HOST}\\.internal`],
  ['gracebox.local', `${HOST}\\.local`],
  ['::ffff:10.9.8.7 10.9.8.7', '::ffff:(10\\.\\d+\\.\\d+\\.\\d+) \\1'],
]

const KEPT = [
  '/root/.clawdbot /home/node/app C:\\Users\\Public\\x USER=root www-data',
  '127.0.0.1 0.0.0.0 255.255.255.255 169.254.169.254 ::1 :: [::1]:18789 224.0.0.251',
  'localhost http://localhost:18789/ https://api.anthropic.com/v1 settings.local.json .env.local',
  '12:34:56 2026-01-01T00:00:00+01:00 std::string a::b 1.2.3 v22.11.0 10.0.19045',
  'anthropic:claude-cli agent:main/profile:anthropic:default telegram:default user:inference',
  'claude-opus-4-5-20251101 sha256:0123456789abcdef 1737000000000 @scope/name@1.2.3',
  'group:fs group:runtime discord:channel:42 telegram:group:main',
  'the user is told; group: none, channel: stable; adamant ADAPT',
]

describe('people and places', () => {
  it.each(CHANGED)('%s gets another name of its kind', (text, pattern) => {
    const output = sealed(text)
    expect(output).toMatch(new RegExp(`^${pattern}$`))
    expect(output).not.toBe(text)
    expect(sealed(text)).toBe(output)
    expect(sealerOf([], { key: keyOf('other') }).text(text, 'a')).not.toBe(output)
  })

  it.each(KEPT)('%s stays as it is', (text) => {
    expect(sealed(text)).toBe(text)
  })

  it('are the same on two machines of a case', () => {
    const other = sealerOf([], { people: { users: ['bob'], hosts: ['b'], homes: ['/home/bob'] } })
    expect(other.text('/home/ada ada@x.org', 'b')).toBe(sealed('/home/ada ada@x.org'))
  })

  it('are found by what they stand under in a document', () => {
    const document = {
      allowFrom: [123456789, '+491701234567', 'open'],
      groups: { '-1001234567890': { requireMention: true } },
      displayName: 'Ada Lovelace',
      user: 'bob',
      lastUsed: 1737000000000,
      contextTokens: 128000,
    }
    const output = sealerOf().document(document, 'r')
    expect(output).toEqual({
      allowFrom: [expect.any(Number), expect.stringMatching(/^\+999\d{9}$/), 'open'],
      groups: { [Object.keys((output as typeof document).groups)[0] ?? '']: { requireMention: true } },
      displayName: expect.stringMatching(/^\[personal [0-9a-f]{12}\]$/),
      user: expect.stringMatching(/^user-[0-9a-f]{8}$/),
      lastUsed: 1737000000000,
      contextTokens: 128000,
    })
    expect(JSON.stringify(output)).not.toMatch(/123456789|4917012|Lovelace|bob/)
  })

  it('are found where nothing tells that they are people, once the same file names them', () => {
    const document = {
      'agent:main:telegram:dm:6525481671': {
        sessionId: UUID,
        claudeCliSessionId: UUID,
        userId: '@ada_lovelace',
        displayName: 'Grace Hopper',
        note: `6525481671 is Grace Hopper or @ada_lovelace: ${UUID}`,
      },
    }
    const output = sealerOf().document(document, 'r') as Record<string, Record<string, string>>
    const [route = '', session = {}] = Object.entries(output)[0] ?? []
    const { sessionId, claudeCliSessionId, userId, displayName, note } = session
    const chat = route.split(':').at(-1)
    expect(claudeCliSessionId).toBe(sessionId)
    expect(note).toBe(`${chat} is ${displayName} or ${userId}: ${sessionId}`)
    expect(sealerOf().text('telegram:6525481671 said 6525481671', 'a')).toMatch(/^telegram:(\d+) said \1$/)
  })

  it('leave words alone that are called as somebody is', () => {
    const document = { displayName: 'Status', nickname: '42', user: 'grace', note: 'Status 42 grace' }
    expect(sealerOf().document(document, 'r')).toMatchObject({ note: 'Status 42 grace' })
  })

  it('are taken out from under keys that are said to be personal, and from no other', () => {
    const value = { subject: 'My trip', label: 'Ada', x: 'My trip' }
    expect(sealerOf().foreignDocument({ subject: 'check/it', x: 'y' }, 'r')).toEqual({
      subject: 'check/it',
      x: 'y',
    })
    expect(JSON.stringify(sealerOf().foreignDocument(value, 'r', /^(?:subject|label)$/))).not.toMatch(
      /trip|Ada/,
    )
  })

  it('can be told again by who made the report, and secrets cannot', () => {
    const secret = 'correct-horse-battery'
    const sealer = sealerOf([secret])
    const output = sealer.text(`${secret} at /home/ada, 192.168.1.5`, 'a')
    const back = sealer.names().reduce((text, { name, original }) => text.replaceAll(name, original), output)
    expect(back).toMatch(/^\[opaque [0-9a-f]{12}\] at \/home\/ada, 192\.168\.1\.5$/)
    expect(JSON.stringify(sealer.names())).not.toContain(secret)
  })

  it('stay as another report of the case has named them', () => {
    const first = sealerOf()
    const once = first.text('192.168.1.5 aa:bb:cc:dd:ee:0f telegram:123456789', 'a')
    const again = sealerOf([], { already: first.names().map(({ name }) => name) })
    expect(again.text(once, 'a')).toBe(once)
  })
})

it('a case names its findings by a key from which its own cannot be told', () => {
  const { findingKey } = casePseudonyms(keyOf('case'))
  expect(findingKey).toMatch(/^[0-9a-f]{64}$/)
  expect(findingKey).not.toBe(keyOf('case').toString('hex'))
  expect(casePseudonyms(keyOf('other')).findingKey).not.toBe(findingKey)
})
