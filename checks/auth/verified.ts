import { verifications } from '../../plugins/clawdbot/facts/verifications.js'
import { causesOfRefusal } from '../../src/auth/verify/refusal-causes.js'
import { standingOf } from '../../src/auth/verify/verdict.js'
import {
  addressOf,
  dataOf,
  placeOf,
  subjectOf,
  type Verification,
} from '../../src/auth/verify/verification.js'
import { defineCheck, type Evidence, type Finding, type Messages } from '../../src/contract/index.js'

const AGAIN = 'run `{{cli}} doctor --online` again.'
const UNKNOWN = 'Whether it takes the credentials is not known, and nothing says that they are bad.'

const messages = {
  rejected: {
    what: '{{provider}} rejects {{name}} ({{answer}}).',
    why: 'Whatever its date says, the bot gets no answer with it.',
    next: 'Run `{{cli}} {{command}}`.',
  },
  rejectedKey: {
    what: '{{provider}} rejects the key in {{name}} ({{answer}}).',
    why: 'The bot gets no answer with it.',
    next: 'Put a key that {{provider}} takes in its place, or take it away.',
  },
  policyRejected: {
    what: '{{provider}} takes {{name}} from Claude Code only ({{answer}}).',
    why: 'The credential is sound, so logging in again changes nothing: {{provider}} does not let other programs use it.',
    next: 'Use an API key: put it in ANTHROPIC_API_KEY where the bot is started.',
  },
  billing: {
    what: '{{provider}} knows {{name}} and refuses it for lack of credit ({{answer}}).',
    why: 'The credential is sound, and the bot gets no answer with it until the account is in credit.',
    next: 'Add credit, or see to the plan, in your account at {{provider}}.',
  },
  rateLimited: {
    what: '{{provider}} lets {{name}} ask nothing more for now ({{answer}}).',
    why: 'The credential is sound; until the limit is over the bot gets no answer with it.',
    next: 'Wait, or give the bot another credential.',
  },
  rateLimitedUntil: {
    what: '{{provider}} lets {{name}} ask nothing more until {{until|time}} ({{answer}}).',
    why: 'The credential is sound; until then the bot gets no answer with it.',
    next: 'Wait, or give the bot another credential.',
  },
  unreachable: {
    what: '{{host}} could not be reached ({{answer}}).',
    why: UNKNOWN,
    next: `See to the network of this machine, then ${AGAIN}`,
  },
  unreachableByProxy: {
    what: '{{host}} could not be reached through the proxy {{proxy}} ({{answer}}).',
    why: UNKNOWN,
    next: `See to the proxy that the environment names, then ${AGAIN}`,
  },
  timeout: {
    what: '{{host}} gave no answer in time.',
    why: UNKNOWN,
    next: `See to the network of this machine, or give it more time: \`{{cli}} doctor --online --timeout 30s\`.`,
  },
  timeoutByProxy: {
    what: '{{host}} gave no answer in time through the proxy {{proxy}}.',
    why: UNKNOWN,
    next: `See to the proxy that the environment names, then ${AGAIN}`,
  },
  serverError: {
    what: '{{host}} has an error of its own ({{answer}}).',
    why: UNKNOWN,
    next: `Wait a little, then ${AGAIN}`,
  },
  notProvider: {
    what: 'What answers at {{host}} does not speak as {{provider}} does ({{answer}}).',
    why: 'A proxy, the login page of a network or a wrong address is in between. Nothing is known of the credentials.',
    next: 'Look at that address in a browser on this machine.',
  },
  unclear: {
    what: '{{host}} says neither yes nor no to {{name}} ({{answer}}).',
    why: 'Nothing is known of the credential, and the bot may get the same answer.',
    next: 'See whether the address of {{provider}} is right, and what your account there may do.',
  },
  badAddress: {
    what: 'The address of {{provider}} is none that can be asked: {{host}}.',
    why: 'The bot is told the same one.',
    next: 'Give it as https://HOST, or take it away.',
  },
  badProxy: {
    what: 'HTTPS_PROXY or HTTP_PROXY in the environment is no address of a proxy.',
    why: `Nothing can be asked of {{provider}}. ${UNKNOWN}`,
    next: 'Give it as http://HOST:PORT, or unset it.',
  },
  notSendable: {
    what: '{{name}} holds characters that no request can carry, such as a line break.',
    why: 'It was probably cut or wrapped when it was copied.',
    next: 'Put it in again, whole and in one line.',
  },
} satisfies Messages

type Found = Finding<typeof messages>
type MessageId = Found['messageId']

export default defineCheck({
  id: 'auth/verified',
  title: 'The providers in use take every credential that they were asked about',
  docsUrl: 'docs/checks/auth/verified.md',
  severity: 'warning',
  tags: ['auth', 'online'],
  needs: { verifications },
  messages,
  volatile: ['askedAt', 'until', 'answer', 'command'],
  applies: ({ verifications }) => {
    if (verifications.state === 'not-asked')
      return {
        skip:
          verifications.reason === 'offline'
            ? 'not asked: run with --online'
            : 'not asked: the config, which may say where to ask, could not be read',
      }
    const isJudged = verifications.results.some(({ answer }) => standingOf(answer) !== 'not-asked')
    return isJudged ? true : { skip: 'not asked: there is no credential that could be sent now' }
  },
  evaluate: ({ verifications }) => {
    if (verifications.state === 'not-asked') return []
    return onceEach(verifications.results.flatMap((result, index) => findingOf(result, index)))
  },
})

/** What is said of a host is said once, however many credentials it was asked about. */
const onceEach = (findings: readonly Found[]): readonly Found[] => {
  const seen = new Map<string, Found>()
  for (const finding of findings) {
    const key = JSON.stringify([finding.messageId, finding.subject])
    if (!seen.has(key)) seen.set(key, finding)
  }
  return [...seen.values()]
}

const findingOf = (result: Verification, index: number): readonly Found[] => {
  const { answer } = result
  const standing = standingOf(answer)
  if (standing === 'works' || standing === 'not-asked') return []
  const messageId = messageIdOf(result)
  const isOfHost = OF_HOST.includes(messageId)
  return [
    {
      messageId,
      subject: isOfHost ? `provider:${result.provider}` : subjectOf(result),
      severity: standing === 'refused' && result.isFirst ? 'error' : 'warning',
      data: dataOf(result),
      causedBy: messageId === 'rejected' ? causesOfRefusal(result) : [],
      evidence: [...(isOfHost ? addressOf(result) : placeOf(result)), answerOf(index, answer.verdict)],
    },
  ]
}

const OF_HOST: readonly MessageId[] = [
  'unreachable',
  'unreachableByProxy',
  'timeout',
  'timeoutByProxy',
  'serverError',
  'notProvider',
  'badAddress',
  'badProxy',
]

const messageIdOf = ({ answer, proxy, source }: Verification): MessageId => {
  switch (answer.verdict) {
    case 'rejected':
      return source === 'profile' ? 'rejected' : 'rejectedKey'
    case 'policy-rejected':
      return 'policyRejected'
    case 'billing':
      return 'billing'
    case 'rate-limited':
      return answer.retryAfterMs === null ? 'rateLimited' : 'rateLimitedUntil'
    case 'unreachable':
      return proxy === null ? 'unreachable' : 'unreachableByProxy'
    case 'timeout':
      return proxy === null ? 'timeout' : 'timeoutByProxy'
    case 'server-error':
      return 'serverError'
    case 'not-json':
      return 'notProvider'
    case 'not-asked':
      return NOT_SENT[answer.reason ?? ''] ?? 'notSendable'
    default:
      return 'unclear'
  }
}

const NOT_SENT: Readonly<Record<string, MessageId>> = { 'bad-url': 'badAddress', 'bad-proxy': 'badProxy' }

const answerOf = (index: number, value: string): Evidence => ({
  kind: 'value',
  fact: 'online/verifications',
  pointer: `/results/${index}/answer`,
  value,
})
