/**
 * What a plugin of somebody else's asks for in its package.json, under `"clawdbot-doctor": {"capabilities": …}`. It gets
 * nothing of it until the user agrees, and never more. Everything is read only: no capability lets a plugin write.
 */
export interface Capabilities {
  /** Absolute paths, or such as begin with `~/`; one that ends in `/**` stands for a folder and all that is in it. */
  readonly read?: readonly string[]
  /** Programs by the name they have on PATH, or by absolute path. They run with the user's own rights. */
  readonly run?: readonly string[]
  /** Hosts as `api.example.com`, or `api.example.com:8443` where only that port is meant. */
  readonly reach?: readonly string[]
  /** Names of environment variables. */
  readonly env?: readonly string[]
  /** Ids of this program's own facts, such as `clawdbot/stores`. Secrets in them arrive as handles, without their text. */
  readonly facts?: readonly string[]
}

/** The kinds of capability, in the order in which they are told. */
export const CAPABILITY_KINDS = ['read', 'run', 'reach', 'env', 'facts'] as const
