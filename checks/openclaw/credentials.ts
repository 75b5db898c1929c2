import { clock, settings } from '../../plugins/host/facts.js'
import { databases } from '../../plugins/openclaw/facts/databases.js'
import { type OpenclawPlace, place } from '../../plugins/openclaw/facts/place.js'
import { type ExpiryState, expiryState } from '../../src/auth/expiry.js'
import {
  databaseName,
  databaseSubject,
  isLookedAt,
  noteOf,
  type OpenclawDatabase,
  type OpenclawDatabases,
  storeOf,
} from '../../src/auth/openclaw/database.js'
import { databaseFault, isHarmless } from '../../src/auth/openclaw/database-faults.js'
import {
  isAlone,
  type OpenclawProfile,
  openclawRenewal,
  profilesOf,
} from '../../src/auth/openclaw/profiles.js'
import { storeFaults } from '../../src/auth/store-faults.js'
import { defineCheck, type Finding, type Messages, type Severity } from '../../src/contract/index.js'

const NOT_KNOWN = 'Nobody can tell which credentials OpenClaw has in it.'
const NO_CREDENTIAL = 'OpenClaw finds no credential in it.'
const PASSED_OVER = 'OpenClaw acts as if this profile were not there.'

const messages = {
  missing: {
    what: 'OpenClaw has stored no credentials in {{path|path}}.',
    why: 'Only a key in its environment or config, or the login of another program, is left to it.',
    next: 'If OpenClaw is what you use, run `openclaw models auth login --provider anthropic`.',
  },
  notImported: {
    what: 'OpenClaw has not imported the credentials in {{paths|list}}, and has stored none of its own.',
    why: 'It uses no file of that kind, and refuses the providers named in one until it has imported it.',
    next: 'If OpenClaw is what you use, run `openclaw doctor --fix`.',
  },
  denied: {
    what: '{{path|path}}, {{database}} of OpenClaw, may not be read by this user.',
    why: NOT_KNOWN,
    next: 'Run `{{cli}} doctor` as the user who owns that file.',
  },
  folder: {
    what: 'There is a folder in the place of {{database}} of OpenClaw.',
    why: NO_CREDENTIAL,
    next: 'Move {{path|path}} away, or put the database back from a backup.',
  },
  danglingLink: {
    what: '{{path|path}}, {{database}} of OpenClaw, is a link to {{target|path}}, which is not there.',
    why: NO_CREDENTIAL,
    next: 'Put the database back at {{target|path}}, or remove the link.',
  },
  readFailed: {
    what: '{{path|path}}, {{database}} of OpenClaw, could not be read: {{reason}}.',
    why: NOT_KNOWN,
    next: 'Run `openclaw doctor`, which looks at it from within.',
  },
  notDatabase: {
    what: '{{path|path}}, {{database}} of OpenClaw, is not a database of SQLite.',
    why: NO_CREDENTIAL,
    next: 'Put it back from a backup of OpenClaw.',
  },
  busy: {
    what: '{{path|path}}, {{database}} of OpenClaw, is being written.',
    why: 'What it holds changed while it was read, so it is not judged.',
    next: 'Run `{{cli}} doctor` again in a moment.',
  },
  unknownLayout: {
    what: '{{path|path}}, {{database}} of OpenClaw, has no table of credentials that is known here.',
    why: 'It is of a version of OpenClaw that keeps them in another way, or was never used. It is not judged.',
    next: 'Run `openclaw models status`, which knows its own layout.',
  },
  newerLayout: {
    what: '{{path|path}}, {{database}} of OpenClaw, has layout {{layout}}, newer than those known here.',
    why: 'It is judged as the older ones are; what is new in it may be misread.',
  },
  unparseable: {
    what: 'The credentials in {{database}} of OpenClaw are not JSON: {{reason}}.',
    why: NO_CREDENTIAL,
    next: 'Put {{path|path}} back from a backup of OpenClaw, or run `openclaw doctor`.',
  },
  wrongShape: {
    what: 'The credentials in {{database}} of OpenClaw are JSON, but not a store: {{reason}}.',
    why: NO_CREDENTIAL,
    next: 'Put {{path|path}} back from a backup of OpenClaw, or run `openclaw doctor`.',
  },
  profileIgnored: {
    what: 'OpenClaw ignores {{profile}} in its {{store}}: it has no usable {{fields|list}}.',
    why: PASSED_OVER,
    next: 'Run `openclaw models auth login --provider anthropic`, or for the provider that it was meant for.',
  },
  secretMissing: {
    what: '{{profile}} in the {{store}} of OpenClaw holds no secret.',
    why: 'It is blanked, or was never whole. OpenClaw passes it over.',
    next: 'Run `{{command}}`.',
  },
  expiryNotANumber: {
    what: 'The expiry of {{profile}} in the {{store}} of OpenClaw is not a number.',
    why: PASSED_OVER,
    next: 'Run `{{command}}`.',
  },
  renewalFailed: {
    what: 'OpenClaw failed to renew the login {{profile}} in its {{store}}, and holds no token of it any more.',
    why: 'It gets no answer with it, and nothing but a new login mends that.',
    next: 'Run `{{command}}`.',
  },
  expired: {
    what: 'The profile {{profile}} in the {{store}} of OpenClaw expired {{spanMs|duration}} ago and cannot renew itself.',
    why: 'OpenClaw gets no answer with it, and nothing but a new token or login mends that.',
    next: 'Run `{{command}}`.',
  },
  expiring: {
    what: 'The profile {{profile}} in the {{store}} of OpenClaw expires in {{spanMs|duration}} and cannot renew itself.',
    why: 'From then on OpenClaw gets no answer with it.',
    next: 'Run `{{command}}`.',
  },
  undated: {
    what: 'The login {{profile}} in the {{store}} of OpenClaw has no date of expiry and no refresh token.',
    why: 'A login without a date is taken for expired, and nothing can renew this one.',
    next: 'Run `{{command}}`.',
  },
  loginExpired: {
    what: 'The login {{profile}} in the {{store}} of OpenClaw expired {{spanMs|duration}} ago and has a refresh token.',
    why: 'OpenClaw renews it when it uses it next; whether that succeeds is not known before.',
  },
  loginExpiring: {
    what: 'The login {{profile}} in the {{store}} of OpenClaw expires in {{spanMs|duration}} and has a refresh token.',
    why: 'OpenClaw renews it when it uses it after that.',
  },
  loginUndated: {
    what: 'The login {{profile}} in the {{store}} of OpenClaw has no date of expiry, and has a refresh token.',
    why: 'OpenClaw takes it for expired and renews it when it uses it next; that sets the date.',
  },
  noExpiry: {
    what: 'The token {{profile}} in the {{store}} of OpenClaw has no date of expiry.',
    why: 'A token of `claude setup-token` lives for a year, and without a date nothing can warn before it ends.',
  },
} satisfies Messages

type Found = Finding<typeof messages>
type Relation = OpenclawPlace['relation']

export default defineCheck({
  id: 'openclaw/credentials',
  title: "OpenClaw's credentials can be read, and none of them has expired or is about to",
  docsUrl: 'docs/checks/openclaw/credentials.md',
  severity: 'warning',
  tags: ['openclaw', 'expiry'],
  needs: { place, databases, clock, settings },
  messages,
  volatile: [
    'reason',
    'line',
    'column',
    'spanMs',
    'command',
    'loginExpired.expiresAt',
    'loginExpiring.expiresAt',
  ],
  applies: ({ place, databases }) => {
    if (place.relation === 'none') return { skip: 'OpenClaw has kept nothing here' }
    return databases.state === 'read'
      ? true
      : { skip: `OpenClaw's databases cannot be read: ${databases.reason}` }
  },
  evaluate: ({ place: { path, relation }, databases, clock: { now }, settings }) => {
    if (databases.state !== 'read') return []
    const all = profilesOf(databases.databases)
    const looked = databases.databases.filter((each) => isLookedAt(each, settings.agent))
    return [
      ...missing(databases, path, relation),
      ...looked.flatMap((each) => databaseFinding(each, relation)),
      ...looked.flatMap(ignored),
      ...all
        .filter(({ database }) => looked.includes(database))
        .flatMap((profile) => {
          const severity = worst(relation, isAlone(profile, all, now))
          return profileFinding(profile, now, settings.warnWithinMs, severity)
        }),
    ]
  },
})

/** Nobody's bot is down for OpenClaw's sake where Clawdbot is what runs. */
const worst = (relation: Relation, stops: boolean): Severity =>
  relation === 'instead' && stops ? 'error' : 'warning'

/** Only where every database was read: what is in one that was not, nobody knows. */
const missing = (
  { databases, notImported: paths }: OpenclawDatabases & { readonly state: 'read' },
  path: string,
  relation: Relation,
): readonly Found[] => {
  const isEmpty = databases.every(
    (each) =>
      each.reading.state === 'ok' &&
      each.reading.store.issues.length === 0 &&
      Object.keys(each.reading.store.profiles).length === 0,
  )
  if (!isEmpty) return []
  const subject = 'openclaw/credentials'
  const evidence = [path, ...paths].map((each) => ({ kind: 'file' as const, path: each }))
  return paths.length === 0
    ? [{ messageId: 'missing', subject, severity: 'info', data: { path }, evidence }]
    : [{ messageId: 'notImported', subject, severity: worst(relation, true), data: { paths }, evidence }]
}

const databaseFinding = (database: OpenclawDatabase, relation: Relation): readonly Found[] => {
  const fault = databaseFault(database)
  if (fault === null) return []
  const { path, reading } = database
  const { reason, target, layout } = { reason: null, target: null, layout: null, ...reading }
  return [
    {
      messageId: fault,
      subject: databaseSubject(database),
      severity: isHarmless(fault) ? 'info' : worst(relation, true),
      data: { path, database: databaseName(database), reason, target, layout },
      evidence: [{ kind: 'file', path }],
    },
  ]
}

const aboutProfile = (database: OpenclawDatabase, profile: string) => ({
  subject: `${databaseSubject(database)}/profile:${profile}`,
  data: { profile, store: databaseName(database).replace(/^the /, '') },
  evidence: [{ kind: 'file' as const, path: database.path }],
})

/** What is no credential at all. What is one, without a secret, is judged among the profiles. */
const ignored = (database: OpenclawDatabase): readonly Found[] =>
  storeFaults(storeOf(database).issues).flatMap(({ kind, name, fields }): Found[] => {
    if (kind !== 'profileIgnored') return []
    const { data, ...rest } = aboutProfile(database, name)
    return [{ messageId: kind, ...rest, severity: 'warning', data: { ...data, fields } }]
  })

const MILD: readonly ExpiryState[] = ['loginExpired', 'loginExpiring', 'loginUndated', 'noExpiry']

const profileFinding = (
  profile: OpenclawProfile,
  now: number,
  warnWithinMs: number,
  worstSeverity: Severity,
): readonly Found[] => {
  const { database, id, credential } = profile
  const { data, ...rest } = aboutProfile(database, id)
  const found = (messageId: Found['messageId'], severity: Severity, more: object = {}): readonly Found[] => [
    { messageId, ...rest, severity, data: { ...data, command: openclawRenewal(profile), ...more } },
  ]
  const note = noteOf(database, id)
  if (note !== null) return note === 'renewalFailed' ? found(note, worstSeverity) : []
  const faults = storeFaults(storeOf(database).issues).filter(({ subject }) => subject === `profile:${id}`)
  const fault = faults.find(({ kind }) => kind === 'secretMissing' || kind === 'expiryNotANumber')?.kind
  if (fault === 'secretMissing' || fault === 'expiryNotANumber') return found(fault, worstSeverity)
  const state = expiryState(credential, now, warnWithinMs)
  if (state === null) return []
  const expiresAt = credential.type === 'api_key' ? undefined : credential.expires
  const dates = expiresAt === undefined ? {} : { expiresAt, spanMs: Math.abs(expiresAt - now) }
  const severity = MILD.includes(state) ? 'info' : state === 'expiring' ? 'warning' : worstSeverity
  // By a clock that is ahead what is fresh has ended. One that is behind makes nothing look ended.
  const causedBy = state === 'noExpiry' ? [] : ['host/clock!clockAhead']
  return found(state, severity, dates).map((each) => ({ ...each, causedBy }))
}
