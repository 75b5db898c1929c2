import { defineCheck, defineOptions, isNotThere } from 'clawdbot-doctor'
import type { Usage } from './parse-quota.js'
import { COMMAND, quotas } from './quotas.js'

/** The nearest of the limits that there are; null for no limit. */
const limitOf = ({ soft, hard }: Usage): number | null => {
  const limits = [soft, hard].filter((limit) => limit > 0)
  return limits.length === 0 ? null : Math.min(...limits)
}

const GIB = 2 ** 30

/** Bytes in the unit that people think of, with one decimal. */
const gigabytes = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`

const WORDS = {
  space: { noun: 'space', told: gigabytes },
  files: { noun: 'files', told: (count: number) => `${count} files` },
} as const

export const diskQuota = defineCheck({
  id: 'example/disk-quota',
  title: 'The disk quota of this user leaves room',
  docsUrl: 'docs/checks/example/disk-quota.md',
  severity: 'warning',
  tags: ['example', 'disk'],
  needs: { quotas },
  volatile: ['used', 'percent'],
  messages: {
    nearlyUsed: {
      what: '{{percent}} % of the quota of {{noun}} on {{fileSystem}} is used: {{used}} of {{limit}}.',
      why: 'When it is used up, a login that was renewed cannot be saved, and is lost.',
      next: 'Remove what is not needed (`du -xh ~ | sort -h | tail` shows the largest), or ask the host for more.',
    },
    usedUp: {
      what: 'The quota of {{noun}} on {{fileSystem}} is used up: {{used}} of {{limit}}.',
      why: 'Nothing more can be saved there, now or in a few days: neither a renewed login nor a session.',
      next: 'Remove what is not needed (`du -xh ~ | sort -h | tail` shows the largest), or ask the host for more.',
    },
  },
  options: defineOptions({
    warnAt: {
      default: 90,
      accepts: (value) => typeof value === 'number' && value > 0 && value <= 100,
      expected: 'a percentage, such as 90',
    },
  }),
  applies: ({ quotas }) => (isNotThere(quotas) ? { skip: quotas.reason } : true),
  evaluate: ({ quotas: found }, { warnAt }) => {
    if (isNotThere(found)) return []
    const { exitCode } = found
    return found.quotas.flatMap(({ fileSystem, ...usages }) =>
      (['space', 'files'] as const).flatMap((kind) => {
        const usage = usages[kind]
        const limit = limitOf(usage)
        const percent = limit === null ? 0 : Math.floor((usage.used / limit) * 100)
        if (limit === null || percent < warnAt) return []
        const { noun, told } = WORDS[kind]
        const isUsedUp = percent >= 100
        return [
          {
            messageId: isUsedUp ? ('usedUp' as const) : ('nearlyUsed' as const),
            subject: `quota:${fileSystem}/${kind}`,
            severity: isUsedUp ? ('error' as const) : ('warning' as const),
            data: { fileSystem, noun, percent, used: told(usage.used), limit: told(limit) },
            evidence: [{ kind: 'command' as const, argv: COMMAND, code: exitCode }],
          },
        ]
      }),
    )
  },
})
