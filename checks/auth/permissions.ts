import { privatePlaces } from '../../plugins/clawdbot/facts/private-places.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { account } from '../../plugins/host/facts.js'
import { exposureOf } from '../../src/auth/exposure.js'
import { type PrivatePlace, shutOutOwner } from '../../src/auth/private-place.js'
import { foreignPlace, isForeign, storePlaces } from '../../src/auth/store-places.js'
import { defineCheck, type Finding, type Messages, type Values } from '../../src/contract/index.js'

const messages = {
  readableByOthers: {
    what: 'The store of agent {{agent}} is open to other users: its mode is {{mode|mode}}.',
    why: 'Whoever may read it holds every token and key in it.',
    next: 'Run `chmod 600 "{{path}}"`.',
  },
  folderWritableByOthers: {
    what: "Other users may write to the folder of agent {{agent}}'s store: its mode is {{mode|mode}}.",
    why: 'They can put another store in the place of the real one, whatever its own mode is.',
    next: 'Run `chmod 700 "{{path}}"`.',
  },
  folderReadableByOthers: {
    what: "Other users may look into the folder of agent {{agent}}'s store: its mode is {{mode|mode}}.",
    why: 'They see what is in it, and read whatever is ever put there with a careless mode.',
    next: 'Run `chmod 700 "{{path}}"`.',
  },
  fileOpen: {
    what: '{{path|path}} is open to other users: its mode is {{mode|mode}}.',
    why: "It is one of the files in which the bot's keys, tokens or passwords are kept.",
    next: 'Run `chmod 600 "{{path}}"`.',
  },
  placeWritable: {
    what: 'Other users may write to the folder {{path|path}}: its mode is {{mode|mode}}.',
    why: 'They can put another file in the place of the real one, whatever its own mode is.',
    next: 'Run `chmod 700 "{{path}}"`.',
  },
  placeReadable: {
    what: 'Other users may look into the folder {{path|path}}: its mode is {{mode|mode}}.',
    why: 'They see what is in it, and read whatever is ever put there with a careless mode.',
    next: 'Run `chmod 700 "{{path}}"`.',
  },
  foreignPlace: {
    what: '{{path|path}} belongs to user id {{owner}}, not to {{user}} (user id {{uid}}).',
    why: 'A command run with sudo, or a container, leaves such files: a bot that runs as {{user}} cannot read or change it.',
    next: 'If the bot runs as {{user}}, run `sudo chown -R {{uid}} "{{path}}"`.',
  },
  ownerShutOut: {
    what: '{{path|path}}, of agent {{agent}}, may not be read even by its owner: its mode is {{mode|mode}}.',
    why: 'The bot finds no credential in it.',
    next: 'Run `chmod u=rwX,go= "{{path}}"`.',
  },
  ownerMayNotWrite: {
    what: '{{path|path}}, of agent {{agent}}, may not be written by its owner: its mode is {{mode|mode}}.',
    why: 'A login that the bot refreshes cannot be saved, and its refresh token is used up by then.',
    next: 'Run `chmod u=rwX,go= "{{path}}"`.',
  },
  wrongOwner: {
    what: '{{path|path}}, of agent {{agent}}, belongs to user id {{owner}}, not to {{user}} (user id {{uid}}).',
    why: 'A command run with sudo, or a container, leaves such files: a bot that runs as {{user}} cannot read them, or cannot save what it refreshes.',
    next: 'If the bot runs as {{user}}, run `sudo chown -R {{uid}} "{{path}}"`.',
  },
  runAsRoot: {
    what: 'This runs as root, and stores belong to others: {{paths|list}}.',
    why: 'Their owner is the user the bot runs as. Root can read what that user cannot, and leaves files that user cannot read.',
    next: "Run `{{cli}} doctor` as the bot's user.",
  },
  readOnly: {
    what: 'The store of agent {{agent}} cannot be replaced: this process may not write to {{path|path}}.',
    why: 'A login that is copied or refreshed cannot be saved, so the store goes stale.',
    next: 'Run `chmod u+wx "{{path}}"` as its owner; a read-only file system has to be mounted writable.',
  },
} satisfies Messages

const MESSAGE = {
  'file-open': 'readableByOthers',
  'folder-writable': 'folderWritableByOthers',
  'folder-readable': 'folderReadableByOthers',
} as const

const PLACE_MESSAGE = {
  'file-open': 'fileOpen',
  'folder-writable': 'placeWritable',
  'folder-readable': 'placeReadable',
} as const

const needs = { stores, privatePlaces, account }
type Account = Values<typeof needs>['account']
type Found = Finding<typeof messages>

const ROOT = 0

export default defineCheck({
  id: 'auth/permissions',
  title: "Only the bot's user can read and change its stores",
  docsUrl: 'docs/checks/auth/permissions.md',
  severity: 'warning',
  tags: ['auth', 'security'],
  needs,
  messages,
  applies: ({ account }) =>
    account.platform === 'win32' ? { skip: 'Windows has no permission bits to judge' } : true,
  evaluate: ({ stores, privatePlaces, account }) => {
    const selected = stores.filter(({ agent }) => agent.selected)
    return [
      ...selected.flatMap((store) => judge(store, account)),
      ...privatePlaces.flatMap((place) => judgePlace(place, account)),
      ...rootOverOthers(selected, account),
    ]
  },
})

const judge = (store: AgentStore, account: Account): readonly Found[] => {
  const { agent } = store
  const owner = wrongOwner(store, account)
  const readOnly: Found = {
    messageId: 'readOnly',
    subject: `agent:${agent.id}/folder`,
    data: { agent: agent.id, path: agent.dir },
    evidence: [{ kind: 'file', path: agent.dir }],
    causedBy: [
      ...[owner?.subject ?? '', `agent:${agent.id}/shut-out`, 'state/owner'].flatMap((subject) =>
        subject === '' ? [] : [`auth/permissions#${subject}`],
      ),
      'host/disk!readOnlyMount',
    ],
  }
  const isThere = store.file !== null || store.folder !== null
  return [
    ...(owner === null ? [] : [owner]),
    ...shutOut(store, account),
    ...exposures(store, account),
    ...(isThere && !store.writable ? [readOnly] : []),
  ]
}

const wrongOwner = (store: AgentStore, { uid, userName }: Account): Found | null => {
  const place = foreignPlace(store, uid)
  if (place === null || uid === ROOT) return null
  return {
    messageId: 'wrongOwner',
    subject: `agent:${store.agent.id}/owner`,
    severity: store.reading.state === 'denied' ? 'error' : 'warning',
    data: { agent: store.agent.id, path: place.path, owner: place.stat.uid, user: userName, uid },
    evidence: [{ kind: 'file', path: place.path }],
  }
}

/** The outermost one only: what mends a folder lets its content be judged. */
const shutOut = (store: AgentStore, { uid }: Account): readonly Found[] =>
  storePlaces(store)
    .flatMap(({ path, stat }): Found[] => {
      const lacking = shutOutOwner(stat, uid)
      if (lacking === null) return []
      const isUnread = lacking.lacks === 'read'
      return [
        {
          messageId: isUnread ? 'ownerShutOut' : 'ownerMayNotWrite',
          subject: `agent:${store.agent.id}/shut-out`,
          severity: isUnread ? 'error' : 'warning',
          data: { agent: store.agent.id, path, mode: stat.mode, wanted: lacking.wanted },
          evidence: [{ kind: 'file', path }],
          fixes: ['auth/restrict-mode'],
        },
      ]
    })
    .slice(0, 1)

const judgePlace = ({ noun, path, stat }: PrivatePlace, { uid, userName }: Account): readonly Found[] => {
  const evidence = [{ kind: 'file', path }] as const
  const isForeign = uid > ROOT && stat.uid >= 0 && stat.uid !== uid
  const exposure = exposureOf(stat)
  const found: Found[] = []
  if (isForeign)
    found.push({
      messageId: 'foreignPlace',
      subject: `${noun}/owner`,
      data: { path, owner: stat.uid, user: userName, uid },
      evidence,
    })
  if (exposure !== null)
    found.push({
      messageId: PLACE_MESSAGE[exposure.kind],
      subject: noun,
      severity: exposure.kind === 'folder-readable' ? 'info' : 'warning',
      data: { path, mode: exposure.mode, wanted: exposure.wanted },
      evidence,
      fixes: isForeign ? [] : ['auth/restrict-mode'],
    })
  return found
}

/** Only its owner, or root, can change a mode: nobody else is offered the fix. */
const exposures = (store: AgentStore, { uid }: Account): readonly Found[] =>
  storePlaces(store).flatMap((place): Found[] => {
    const { path, noun, stat } = place
    const exposure = exposureOf(stat)
    if (exposure === null) return []
    const { kind, mode, wanted } = exposure
    const found: Found = {
      messageId: MESSAGE[kind],
      subject: `agent:${store.agent.id}/${noun}`,
      severity: kind === 'folder-readable' ? 'info' : 'warning',
      data: { agent: store.agent.id, path, mode, wanted },
      evidence: [{ kind: 'file', path }],
      fixes: uid === ROOT || !isForeign(place, uid) ? ['auth/restrict-mode'] : [],
    }
    return [found]
  })

const rootOverOthers = (stores: readonly AgentStore[], { uid }: Account): readonly Found[] => {
  const paths = stores.flatMap((store) => foreignPlace(store, uid)?.path ?? [])
  if (uid !== ROOT || paths.length === 0) return []
  const evidence = paths.map((path) => ({ kind: 'file', path }) as const)
  return [{ messageId: 'runAsRoot', subject: 'user:root', severity: 'info', data: { paths }, evidence }]
}
