import { type AgentView, chooseFor, knownAmong, type StoreFile } from '../agent-view.js'
import type { Choice } from '../choice.js'
import type { EnvKeys } from '../env-keys.js'
import { ownerOf } from '../held-profiles.js'
import { providersInUse } from '../models.js'
import { type Candidate, candidatesOf } from './candidates.js'

/** A credential, once for all agents that have it. */
export interface Question<F extends StoreFile = StoreFile> {
  readonly candidate: Candidate
  /** The agent whose own store holds it; for a key of the environment or the config, the first that uses the provider. */
  readonly owner: string
  /** Every agent that has it and uses its provider. At least one. */
  readonly holders: readonly AgentView<F>[]
  /** Whether one of them would use it before all others. */
  readonly isFirst: boolean
}

/** One that is still being put together. */
interface Gathered<F extends StoreFile> extends Question<F> {
  candidate: Candidate
  readonly holders: AgentView<F>[]
  isFirst: boolean
}

/** What the agents have for the providers they use. An agent whose store cannot be read is left out. */
export const questionsOf = <F extends StoreFile>(
  views: readonly AgentView<F>[],
  env: EnvKeys,
  now: number,
): readonly Question<F>[] => {
  const questions = new Map<string, Gathered<F>>()
  for (const view of knownAmong(views))
    for (const provider of providersInUse(view.config)) {
      const choice = chooseFor(view, provider, env, now)
      for (const candidate of candidatesOf(view, provider, env, now)) {
        const { source, name } = candidate
        const owner = source === 'profile' ? ownerOf(view, name) : null
        const key = JSON.stringify([provider, source, name, owner ?? secretOf(candidate)])
        const asked = questions.get(key) ?? {
          candidate,
          owner: owner ?? view.file.agent.id,
          holders: [],
          isFirst: false,
        }
        if (isSent(candidate)) asked.candidate = candidate
        asked.holders.push(view)
        asked.isFirst ||= isChosen(candidate, choice)
        questions.set(key, asked)
      }
    }
  return [...questions.values()]
}

/** Each agent may have a key of its own under the same name. */
const secretOf = ({ credential }: Candidate): string | null =>
  'secret' in credential ? credential.secret.pseudonym : null

/** One agent's order may leave out what another's has. */
const isSent = ({ credential }: Candidate): boolean => 'secret' in credential

export const isChosen = ({ source, name }: Candidate, choice: Choice): boolean =>
  choice.via === 'profile' ? source === 'profile' && name === choice.id : source === choice.via
