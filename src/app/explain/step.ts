import type { ClaudeBinary } from '../../../plugins/claude-code/facts/binary.js'
import type { ClaudeCredentials } from '../../../plugins/claude-code/facts/credentials.js'
import type { ConfigFact } from '../../../plugins/clawdbot/facts/config.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { AgentView } from '../../auth/agent-view.js'
import type { ClaudeOverride } from '../../auth/claude-code/environment.js'
import type { Explanation } from '../../auth/explain.js'
import type { FactOutcome } from '../../contract/index.js'
import type { FixRecord } from '../../fix/fix-record.js'
import type { MessageSurroundings } from '../../report/message.js'

/**
 * One thing that must hold for a credential to be found. `done`: it does; `failed`: it does not, and that is what is
 * in the way; `attention`: it does, but not for long or by luck; `skipped`: it is not needed, or cannot be told.
 */
export interface Step {
  readonly step: StepName
  readonly status: 'done' | 'failed' | 'attention' | 'skipped'
  /** Stable: scripts may depend on it. */
  readonly code: string
  /** What was found, in one sentence. */
  readonly what: string
  readonly next: string | null
}

/** In the order of the guide. */
export type StepName =
  | 'claude-installed'
  | 'claude-logged-in'
  | 'login-synced'
  | 'profile-stored'
  | 'config-agrees'
  | 'order-names-it'
  | 'credential-valid'
  | 'not-cooling'
  | 'session-pin'

/** Another home of the same person, and what is there. */
export interface OtherHome {
  readonly path: string
  readonly login: boolean
  readonly store: boolean
}

export interface ClaudeFacts {
  readonly binary: FactOutcome<ClaudeBinary>
  readonly credentials: FactOutcome<ClaudeCredentials>
  readonly overrides: readonly ClaudeOverride[]
}

/** What the steps are judged by. */
export interface StepFacts {
  readonly explanation: Explanation
  readonly view: AgentView<AgentStore>
  readonly stores: readonly AgentStore[]
  readonly config: ConfigFact
  /** Null for a provider that Claude Code has no login for. */
  readonly claude: ClaudeFacts | null
  /** What the sync should still do for `anthropic:claude-cli`, by what it has to say of it; empty where all is done. */
  readonly unsynced: readonly Pick<FixRecord, 'subject' | 'status' | 'reason'>[]
  /** What keeps the config or a store from being read. */
  readonly problems: readonly Problem[]
  readonly homes: readonly OtherHome[]
  /** Unix milliseconds. */
  readonly now: number
  readonly warnWithinMs: number
  readonly uid: number
  readonly around: MessageSurroundings
}

export interface Problem {
  readonly what: string
  readonly next: string | null
  readonly path: string | null
}

type Rest = readonly [code: string, what: string, next?: string | null]

const make =
  (status: Step['status']) =>
  (step: StepName, ...[code, what, next = null]: Rest): Step => ({ step, status, code, what, next })

export const done = make('done')
export const failed = make('failed')
export const attention = make('attention')
export const skipped = make('skipped')
