import type { Value } from '../contract/index.js'
import { type HomeImage, IMAGE_NOW } from './home-image.js'

const HOUR = 3_600_000
const MODEL = 'anthropic/claude-opus-4-5'

/** Shaped like a real one, and put together here, so that no scan for secrets takes this file for one that holds any. */
const token = (kind: 'oat01' | 'ort01', mark: string): string =>
  ['sk', 'ant', kind, mark.padEnd(95, 'x')].join('-')

interface Login {
  /** Unix milliseconds. */
  readonly expiresAt: number
  /** False for a login that cannot be renewed. */
  readonly refreshable?: boolean
}

const credentials = ({ expiresAt, refreshable = true }: Login): Value => ({
  claudeAiOauth: {
    accessToken: token('oat01', 'access'),
    ...(refreshable ? { refreshToken: token('ort01', 'refresh') } : {}),
    expiresAt,
    scopes: ['user:inference', 'user:profile'],
    subscriptionType: 'max',
  },
})

/** What the store has when the same login was copied into it. */
const store = ({ expiresAt, refreshable = true }: Login): Value => ({
  version: 1,
  profiles: {
    'anthropic:claude-cli': refreshable
      ? {
          type: 'oauth',
          provider: 'anthropic',
          access: token('oat01', 'access'),
          refresh: token('ort01', 'refresh'),
          expires: expiresAt,
        }
      : {
          type: 'token',
          provider: 'anthropic',
          token: token('oat01', 'access'),
          expires: expiresAt,
        },
  },
})

const CONFIG = {
  '.clawdbot/clawdbot.json': { json: { agents: { defaults: { model: { primary: MODEL } } } } },
}
const PROGRAMS = { claude: { stdout: '2.1.330 (Claude Code)\n' } }

const withLogin = (login: Login): Required<Pick<HomeImage, 'files' | 'env' | 'now' | 'programs'>> => ({
  files: {
    ...CONFIG,
    '.claude/.credentials.json': { json: credentials(login) },
    '.clawdbot/agents/main/agent/auth-profiles.json': { json: store(login) },
  },
  programs: PROGRAMS,
  env: {},
  now: IMAGE_NOW,
})

/** Common homes of a bot that answers by Claude Code's login, made anew at each call. */
export const homes = {
  /** Logged in for hours to come, and the login is in the bot's store. */
  healthy: () => withLogin({ expiresAt: IMAGE_NOW + 8 * HOUR }),
  /** The login ends within the hour, and nothing can renew it. */
  expiring: () => withLogin({ expiresAt: IMAGE_NOW + HOUR / 2, refreshable: false }),
  /** The login has ended, and is renewed when it is used next. */
  refreshable: () => withLogin({ expiresAt: IMAGE_NOW - HOUR }),
  /** The login has ended, and nothing can renew it. */
  expired: () => withLogin({ expiresAt: IMAGE_NOW - HOUR, refreshable: false }),
  /** A bot that was set up, and nobody has ever logged in. */
  missing: () => ({ files: { ...CONFIG }, programs: PROGRAMS, env: {}, now: IMAGE_NOW }),
} as const satisfies Readonly<Record<string, () => HomeImage>>
