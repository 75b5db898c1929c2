import { credentials } from '../../plugins/claude-code/facts/credentials.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { verifications } from '../../plugins/clawdbot/facts/verifications.js'
import { clock } from '../../plugins/host/facts.js'
import { nearestClock } from '../../src/auth/verify/nearest-clock.js'
import { defineCheck, type Finding, type Messages, type Values } from '../../src/contract/index.js'

const SET_CLOCK = 'Set the clock of this machine: on Linux run `sudo timedatectl set-ntp true`.'

const messages = {
  fileFromFuture: {
    what: '{{path|path}} was last changed {{ahead|duration}} from now, by the clock of this machine.',
    why: 'The clock is behind, or was ahead when the file was written. What has expired cannot be told from what has not.',
    next: SET_CLOCK,
  },
  usedInFuture: {
    what: 'The profile {{profile}} of agent {{agent}} was last used {{ahead|duration}} from now, by the clock of this machine.',
    why: 'The clock is behind, or was ahead when the gateway wrote it. What has expired cannot be told from what has not.',
    next: SET_CLOCK,
  },
  clockBehind: {
    what: "This machine's clock is {{off|duration}} behind that of {{host}}.",
    why: 'Credentials look fresh here that have ended.',
    next: SET_CLOCK,
  },
  clockAhead: {
    what: "This machine's clock is {{off|duration}} ahead of that of {{host}}.",
    why: 'Credentials look ended here that are fresh, and are renewed or replaced for nothing.',
    next: SET_CLOCK,
  },
} satisfies Messages

type Found = Finding<typeof messages>

/** Of a server's date, which is in whole seconds and takes a while to arrive. */
const SKEW_MS = 60_000
/** Of a file's time: what another machine writes to a shared disk has the time of that machine. */
const FILE_SKEW_MS = 5 * 60_000

const needs = { stores, credentials, verifications, clock }
type Facts = Values<typeof needs>

export default defineCheck({
  id: 'host/clock',
  title: 'The clock of this machine is right',
  docsUrl: 'docs/checks/host/clock.md',
  severity: 'warning',
  tags: ['host', 'online'],
  needs,
  messages,
  volatile: ['ahead', 'off', 'host', 'clockAheadMs'],
  evaluate: (facts) => {
    const server = serverFinding(facts)
    const causedBy = server.length > 0 ? ['host/clock#clock'] : []
    const late = [...fileFindings(facts), ...usageFindings(facts)]
    return [...server, ...late.map((finding) => ({ ...finding, causedBy }))]
  },
})

const serverFinding = ({ verifications }: Facts): readonly Found[] => {
  const nearest = verifications.state === 'asked' ? nearestClock(verifications.results) : null
  if (nearest === null || Math.abs(nearest.aheadMs) <= SKEW_MS) return []
  const { host, aheadMs, index } = nearest
  return [
    {
      messageId: aheadMs > 0 ? 'clockBehind' : 'clockAhead',
      subject: 'clock',
      data: { off: Math.abs(aheadMs), host },
      evidence: [
        {
          kind: 'value',
          fact: 'online/verifications',
          pointer: `/results/${index}/answer/clockAheadMs`,
          value: aheadMs,
        },
      ],
    },
  ]
}

const fileFindings = ({ stores, credentials, clock: { now } }: Facts): readonly Found[] => {
  const files = [
    ...stores
      .filter(({ agent }) => agent.selected)
      .map(({ agent, file }) => ({
        subject: `agent:${agent.id}/file`,
        path: agent.storePath,
        mtimeMs: file?.mtimeMs,
      })),
    ...credentials.files
      .filter(({ used }) => used)
      .map(({ path, stat }) => ({ subject: 'claude/file', path, mtimeMs: stat?.mtimeMs })),
  ]
  return files.flatMap(({ subject, path, mtimeMs = 0 }): Found[] =>
    mtimeMs - now <= FILE_SKEW_MS
      ? []
      : [
          {
            messageId: 'fileFromFuture',
            subject,
            data: { path, ahead: mtimeMs - now },
            evidence: [{ kind: 'file', path }],
          },
        ],
  )
}

const usageFindings = ({ stores, clock: { now } }: Facts): readonly Found[] =>
  stores
    .filter(({ agent }) => agent.selected)
    .flatMap(({ agent, store }) =>
      Object.entries(store.usageStats).flatMap(([profile, { lastUsed = 0 }]): Found[] =>
        lastUsed - now <= FILE_SKEW_MS
          ? []
          : [
              {
                messageId: 'usedInFuture',
                subject: `agent:${agent.id}/profile:${profile}`,
                data: { agent: agent.id, profile, ahead: lastUsed - now },
                evidence: [{ kind: 'file', path: agent.storePath }],
              },
            ],
      ),
    )
