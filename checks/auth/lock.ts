import { locks } from '../../plugins/clawdbot/facts/locks.js'
import {
  type FoundLock,
  type LockState,
  lockState,
  mayBeRemoved,
  STALE_MS,
} from '../../src/auth/locks/lock.js'
import { lockHolder } from '../../src/auth/locks/lock-holder.js'
import {
  defineCheck,
  type Finding,
  type Messages,
  type Severity,
  type Values,
} from '../../src/contract/index.js'

const messages = {
  stale: {
    what: 'The lock {{path|path}} was left behind: nobody has touched it for {{ageMs|duration}}.',
    why: 'Whoever took it was killed before it gave it back. Others wait for it first, and those that may not remove it save nothing.',
    next: 'Run `{{cli}} doctor --fix`: it removes the lock.',
  },
  dead: {
    what: 'The lock {{path|path}} was left behind by process {{pid}}, which runs no longer.',
    why: 'Others wait until it counts as stale, in {{leftMs|duration}}, and then take it over.',
    next: 'Run `{{cli}} doctor` again after that, if the bot still does not answer.',
  },
  wrongKind: {
    what: '{{path|path}} is {{kind}}, where whoever takes that lock makes {{form}}.',
    why: 'They cannot remove it, so none of them ever gets the lock, and nothing they renew is saved.',
    next: 'Stop what uses the lock, move {{path|path}} away, and start it again.',
  },
  notEmpty: {
    what: 'The lock {{path|path}} was left behind {{ageMs|duration}} ago, and there is something in it: {{names|list}}.',
    why: 'A lock is removed only while it is empty, so nobody ever gets this one, and nothing that is renewed is saved.',
    next: 'Move what is in it away, then run `{{cli}} doctor --fix`.',
  },
  notRemovable: {
    what: "The lock {{path|path}} was left behind {{ageMs|duration}} ago, and is not this user's to remove.",
    why: 'A program that may not remove it either never gets the lock, and saves nothing that it renews.',
    next: 'Run `sudo {{remove}} "{{path}}"`.',
  },
  held: {
    what: 'The lock {{path|path}} is held just now by {{by}}.',
    why: 'What it protects is being changed. Whoever else wants to change it waits for a moment.',
  },
  heldLong: {
    what: 'The lock {{path|path}} has been held for {{heldMs|duration}} by {{by}}.',
    why: 'Whoever waits for it gives up after a minute at most, and what it wanted to save is lost.',
    next: 'If it does not end by itself, restart the program that holds it.',
  },
  fromFuture: {
    what: 'The lock {{path|path}} is dated {{aheadMs|duration}} in the future.',
    why: 'It counts as held until then, whether or not anybody holds it: nothing that is renewed is saved.',
    next: 'Set the clock right, stop what uses the lock, and run `{{remove}} "{{path}}"`.',
  },
} satisfies Messages

const SEVERITY: Readonly<Record<LockState, Severity>> = {
  stale: 'warning',
  dead: 'info',
  wrongKind: 'warning',
  notEmpty: 'warning',
  notRemovable: 'warning',
  held: 'info',
  heldLong: 'warning',
  fromFuture: 'warning',
}

const NOUNS = {
  folder: 'a folder',
  file: 'a file',
  link: 'a link',
  other: 'neither file nor folder',
} as const

const needs = { locks }

export default defineCheck({
  id: 'auth/lock',
  title: 'No lock keeps the bot from saving what it renews',
  docsUrl: 'docs/checks/auth/lock.md',
  severity: 'warning',
  tags: ['auth'],
  needs,
  messages,
  volatile: ['ageMs', 'aheadMs', 'leftMs', 'heldMs', 'pid', 'by', 'kind', 'form', 'remove'],
  applies: ({ locks: { found, unseen } }) =>
    found.length === 0 && unseen.length > 0
      ? { skip: `this user may not look at the locks (${unseen.join(', ')})` }
      : true,
  evaluate: ({ locks }) => locks.found.map((lock) => toFinding(lock, locks)),
})

const toFinding = (lock: FoundLock, locks: Values<typeof needs>['locks']): Finding<typeof messages> => {
  const { subject, path } = lock
  const messageId = lockState(lock, locks.seenAt)
  return {
    messageId,
    subject,
    severity: SEVERITY[messageId],
    data: dataOf(lock, locks),
    evidence: [{ kind: 'file', path }],
    fixes: mayBeRemoved(lock, locks.seenAt) ? ['auth/remove-stale-lock'] : [],
    causedBy: causesOf(messageId, subject),
  }
}

const NAMES_SHOWN = 3

/** All that any of the messages says. */
const dataOf = (lock: FoundLock, { seenAt, gateways }: Values<typeof needs>['locks']) => {
  const { path, kind, form, mtimeMs, since, holder } = lock
  const ageMs = seenAt - mtimeMs
  return {
    path,
    kind: NOUNS[kind],
    form: NOUNS[form],
    ageMs: Math.max(0, ageMs),
    aheadMs: Math.max(0, -ageMs),
    leftMs: Math.max(0, STALE_MS - ageMs),
    heldMs: Math.max(0, seenAt - since),
    names: (lock.names ?? []).slice(0, NAMES_SHOWN),
    by: lockHolder(lock, gateways),
    remove: kind === 'folder' ? 'rmdir' : 'rm',
    ...(holder === null ? {} : { pid: holder.pid }),
  }
}

const causesOf = (state: LockState, subject: string): readonly string[] => {
  if (state === 'fromFuture') return ['host/clock']
  const agent = /^(agent:[^/]+)\/lock:auth-profiles/.exec(subject)?.[1]
  if (state !== 'notRemovable' || agent === undefined) return []
  return [`auth/permissions!wrongOwner#${agent}/owner`, `auth/permissions!readOnly#${agent}/folder`]
}
