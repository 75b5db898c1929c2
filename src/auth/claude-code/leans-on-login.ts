import type { Secret } from '../../contract/index.js'
import { type AgentView, chooseFor } from '../agent-view.js'
import type { Choice } from '../choice.js'
import type { EnvKeys } from '../env-keys.js'
import { providersInUse } from '../models.js'
import type { ClaudeCredential } from './parse-credentials.js'

/** What each agent that uses a model of anthropic, and whose store can be read, would use for it now. */
const choicesOfAnthropic = (views: readonly AgentView[], env: EnvKeys, now: number): readonly Choice[] =>
  views
    .filter((view) => view.known && providersInUse(view.config).includes('anthropic'))
    .map((view) => chooseFor(view, 'anthropic', env, now))

/** Whether the models of anthropic hang on a login: some agent would use it, or has nothing else to use. */
export const leansOnLogin = (
  login: ClaudeCredential,
  views: readonly AgentView[],
  env: EnvKeys,
  now: number,
): boolean =>
  choicesOfAnthropic(views, env, now).some((choice) => choice.via === 'nothing' || isCopyOf(login, choice))

/** Whether some agent would use just this token. */
export const leansOnToken = (
  token: Secret,
  views: readonly AgentView[],
  env: EnvKeys,
  now: number,
): boolean =>
  choicesOfAnthropic(views, env, now).some(
    (choice) =>
      choice.via === 'profile' &&
      choice.credential.type === 'token' &&
      isSame(choice.credential.token, token),
  )

const isCopyOf = (login: ClaudeCredential, choice: Choice): boolean => {
  if (choice.via !== 'profile' || choice.credential.type === 'api_key') return false
  const { credential } = choice
  if (credential.type === 'token') return isSame(credential.token, login.access)
  return isSame(credential.access, login.access) || isSame(credential.refresh, login.refresh)
}

const isSame = (a: Secret | null, b: Secret | null): boolean => a !== null && b !== null && a.equals(b)
