import { CLAUDE_CLI_PROFILE } from '../../auth/credential.js'
import { ownerOf } from '../../auth/held-profiles.js'
import { own } from '../../auth/mapping.js'
import type { Secret } from '../../contract/index.js'
import { attention, type ClaudeFacts, done, failed, type Step, type StepFacts, skipped } from './step.js'

export const syncedStep = (facts: StepFacts, { credentials }: ClaudeFacts): Step => {
  const step = 'login-synced'
  const { view, unsynced } = facts
  const reading = credentials.status === 'ok' ? credentials.value.reading : null
  if (reading?.state !== 'found') return skipped(step, 'no-login', 'There is no login to copy.')
  const [open] = unsynced
  if (open !== undefined) return notCopied(open)
  const stored = own(view.store.profiles, CLAUDE_CLI_PROFILE)
  const owner = ownerOf(view, CLAUDE_CLI_PROFILE)
  if (stored === undefined)
    return failed(step, 'not-copied', `The login is not in the store of agent ${owner}.`, null)
  if (stored.type === 'api_key')
    return attention(
      step,
      'key-in-its-place',
      `${CLAUDE_CLI_PROFILE} in the store of agent ${owner} holds an API key, which the login does not replace.`,
    )
  const { access, refresh } = reading.credential
  const copies = stored.type === 'token' ? [stored.token] : [stored.access, stored.refresh]
  const isCopy = copies.some((secret) => isSame(secret, access) || isSame(secret, refresh))
  return isCopy
    ? done(step, 'in-store', `The login is in the store of agent ${owner}, as ${CLAUDE_CLI_PROFILE}.`)
    : done(
        step,
        'kept',
        `${CLAUDE_CLI_PROFILE} in the store of agent ${owner} is another login than Claude Code's now; it is kept while it lasts.`,
      )
}

const isSame = (a: Secret | null, b: Secret | null): boolean => a !== null && b !== null && a.equals(b)

const notCopied = ({ status, reason }: StepFacts['unsynced'][number]): Step => {
  const step = 'login-synced'
  if (status === 'offered')
    return failed(
      step,
      'no-sync',
      'The login is not in the store, and --no-sync kept it from being copied.',
      'Run this again without --no-sync.',
    )
  const because = reason ?? status
  return failed(
    step,
    'sync-failed',
    `The login could not be copied into the store: ${because}.`,
    'Put that right, and run this again.',
  )
}
