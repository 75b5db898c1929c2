import { defineFact } from '../../src/contract/index.js'

const HOURS_24 = 24 * 60 * 60 * 1000

/** The moment of the run, in Unix milliseconds: one and the same for every judgement. */
export const clock = defineFact({
  id: 'host/clock',
  collect: async (context) => ({ now: context.now() }),
})

/** What the run was asked for, as far as judgements depend on it. */
export const settings = defineFact({
  id: 'host/settings',
  collect: async ({ settings: { warnWithinMs, agent } }) => ({
    /** Milliseconds before its end in which a credential counts as expiring. */
    warnWithinMs: typeof warnWithinMs === 'number' ? warnWithinMs : HOURS_24,
    /** The only agent to look at, or null for all. */
    agent: typeof agent === 'string' ? agent : null,
  }),
})

/** Who is running, and where. */
export const account = defineFact({
  id: 'host/account',
  collect: async ({ platform, home, cwd, user }) => ({
    platform,
    home,
    cwd,
    uid: user.uid,
    userName: user.name,
  }),
})
