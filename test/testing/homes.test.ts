import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../plugins/index.js'
import { createFakeContext, homes, runCheck } from '../../src/testing/index.js'

const checks = bundledPlugins.flatMap((plugin) => plugin.checks)

const errorsIn = async (name: keyof typeof homes): Promise<readonly string[]> => {
  const context = createFakeContext({ ...homes[name](), settings: { warnWithinMs: 24 * 3_600_000 } })
  const results = await Promise.all(
    checks.filter(({ id }) => /^(auth|claude)\//.test(id)).map((check) => runCheck(check, context)),
  )
  return results.flatMap(({ check, findings, outcome, reason }) =>
    outcome === 'error'
      ? [`${check.id}: ${reason}`]
      : findings
          .filter(({ severity }) => severity !== 'info')
          .map((each) => `${each.check} ${each.messageId}`),
  )
}

describe('homes for tests, to the checks of this program', () => {
  it('look as they are called', async () => {
    const told = Object.fromEntries(
      await Promise.all(
        (Object.keys(homes) as (keyof typeof homes)[]).map(async (name) => [name, await errorsIn(name)]),
      ),
    )
    expect(told).toEqual({
      healthy: [],
      refreshable: [],
      expiring: ['claude/subscription expiring', 'auth/expiry expiring'],
      expired: ['claude/subscription expired', 'auth/expiry expired', 'auth/missing-provider nothingUsable'],
      missing: ['claude/credentials absent', 'auth/missing-provider none'],
    })
  })
})
