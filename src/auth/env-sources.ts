import type { Secret } from '../contract/index.js'
import { envKeyNames } from './env-keys.js'

/** One place that sets a provider's variable, to nothing perhaps. */
export interface EnvSource {
  readonly name: string
  /** `process`: the environment this was started with, which need not be the gateway's. */
  readonly where: 'process' | 'file' | 'config'
  /** Of the file; null for the environment. */
  readonly path: string | null
  readonly secret: Secret
}

export interface EnvConflict {
  readonly name: string
  /** The one that counts. */
  readonly first: EnvSource
  /** The next that says something else. */
  readonly second: EnvSource
}

/** `sources` are all there are of every variable, strongest first. */
export const envConflicts = (provider: string, sources: readonly EnvSource[]): readonly EnvConflict[] =>
  envKeyNames(provider).flatMap((name) => {
    const [first, ...others] = sources.filter((each) => each.name === name)
    // What the config sets counts where the rest is blank: there is nothing that it loses to.
    const second = others.find(({ secret, where }) => {
      if (secret.blank || first === undefined || secret.equals(first.secret)) return false
      return where !== 'config' || !first.secret.blank
    })
    return first === undefined || second === undefined ? [] : [{ name, first, second }]
  })
