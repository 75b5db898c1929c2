import binaryCheck from '../../../checks/claude/binary.js'
import credentialsCheck from '../../../checks/claude/credentials.js'
import subscriptionCheck from '../../../checks/claude/subscription.js'
import { OLDEST_CLAUDE } from '../../auth/claude-code/version.js'
import type { Data, Messages } from '../../contract/index.js'
import { fillMessage, shortPath } from '../../report/message.js'
import { attention, type ClaudeFacts, done, failed, type Step, type StepFacts, skipped } from './step.js'

/** What the checks find, told as a step. Their own `applies` asks whether the bot needs it; here somebody asked. */
const told = (
  make: typeof failed,
  step: Step['step'],
  { messages }: { readonly messages: Messages },
  { messageId, data = {} }: { readonly messageId: string; readonly data?: Data },
  { around }: StepFacts,
): Step => {
  const message = messages[messageId]
  if (message === undefined) return make(step, kebab(messageId), messageId)
  const { what, next } = fillMessage(message, data, around)
  return make(step, kebab(messageId), what, next)
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const ABSENT = ['missing', 'notExecutable', 'doesNotRun']

export const installedStep = (facts: StepFacts, { binary }: ClaudeFacts): Step => {
  const step = 'claude-installed'
  const { config, stores, now } = facts
  if (binary.status !== 'ok')
    return skipped(step, 'unknown', `Whether Claude Code is installed is not known: ${binary.reason}.`)
  const { onPath, offPath } = binary.value
  const first = [...onPath, ...offPath].find(({ executable }) => executable)
  const findings = binaryCheck.evaluate(
    { binary: binary.value, config, stores, clock: { now } },
    { oldest: OLDEST_CLAUDE },
  )
  const broken = findings.find(
    ({ messageId }) => ABSENT.includes(messageId) && (messageId !== 'notExecutable' || first === undefined),
  )
  if (broken !== undefined || first === undefined)
    return broken === undefined
      ? failed(step, 'missing', 'Claude Code is not installed.')
      : told(failed, step, binaryCheck, broken, facts)
  const doubtful = findings.find(({ messageId }) => messageId === 'offPath' || messageId === 'tooOld')
  if (doubtful !== undefined) return told(attention, step, binaryCheck, doubtful, facts)
  return done(step, 'installed', `Claude Code is installed: ${shortPath(first.path, facts.around.home)}.`)
}

/** What says most about why there is no login to read, first. */
const TELLING = ['elsewhere', 'onlyInEnvironment']
/** A login that is there and of no use. */
const USELESS = ['wrongKind', 'noInferenceScope', 'expired', 'refreshExpired']
/** What has nothing to do with whether there is a login. */
const BESIDE = [
  'tooOpen',
  'wrongOwner',
  'runAsRoot',
  'configDirSet',
  'configDirEmpty',
  'configDirRelative',
  'overridden',
]

export const loggedInStep = (facts: StepFacts, claude: ClaudeFacts): Step => {
  const step = 'claude-logged-in'
  const { config, stores, now, uid, homes, around } = facts
  const { overrides, binary } = claude
  if (claude.credentials.status !== 'ok')
    return skipped(
      step,
      'unknown',
      `Whether Claude Code is logged in is not known: ${claude.credentials.reason}.`,
    )
  const credentials = claude.credentials.value
  const clock = { now }
  const account = { uid, platform: 'linux' as const, home: around.home, cwd: around.home, userName: '' }
  const settings = { warnWithinMs: facts.warnWithinMs, agent: null }
  const found = credentialsCheck.evaluate({
    credentials,
    overrides,
    binary,
    config,
    stores,
    clock,
    account,
  })
  if (credentials.reading.state === 'found') {
    const { path = '' } = credentials.files.find(({ used }) => used) ?? {}
    const place = credentials.used === 'keychain' ? 'the Keychain' : shortPath(path, around.home)
    const doubtful = subscriptionCheck
      .evaluate({ credentials, overrides, config, stores, clock, settings })
      .find(({ subject, severity }) => severity !== 'info' && !subject.startsWith('agent:'))
    if (doubtful !== undefined)
      return told(
        USELESS.includes(doubtful.messageId) ? failed : attention,
        step,
        subscriptionCheck,
        doubtful,
        facts,
      )
    return done(step, 'logged-in', `Claude Code is logged in: ${place}.`)
  }
  const elsewhere = homes.find(({ login }) => login)
  const missing = found.filter(({ messageId }) => !BESIDE.includes(messageId))
  const telling = missing.find(({ messageId }) => TELLING.includes(messageId))
  if (telling !== undefined) return told(failed, step, credentialsCheck, telling, facts)
  if (elsewhere !== undefined)
    return failed(
      step,
      'other-home',
      `Claude Code is not logged in under ${around.home}; there is a login under ${elsewhere.path}.`,
      `Run this as the user whose home that is, or with \`HOME=${elsewhere.path}\`.`,
    )
  const [first] = missing
  if (first !== undefined) return told(failed, step, credentialsCheck, first, facts)
  return skipped(
    step,
    'token-in-environment',
    'Claude Code has no stored login; it uses a token of the environment, which the bot has too.',
  )
}
