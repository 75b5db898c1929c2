import { modelLabel } from '../models.js'
import type { CurrentModel } from './current-model.js'
import { modelLine } from './model-list.js'
import { type ProviderQuestion, providerLines } from './provider-lines.js'
import type { SelectableModel } from './selectable-models.js'
import type { Pin } from './session-entry.js'

export interface ModelStatus extends Omit<ProviderQuestion, 'provider' | 'pinned'> {
  readonly agent: string
  readonly sessionKey: string
  /** The agent's store, as it may be shown. */
  readonly authPath: string
  readonly current: CurrentModel
  readonly pin: Pin | null
  readonly models: readonly SelectableModel[]
}

/** The reply to `/model status`. */
export const modelStatus = (status: ModelStatus): string => {
  const { agent, sessionKey, authPath, current, pin, models } = status
  const providers = new Set([current.ref.provider, ...models.map(({ ref }) => ref.provider)])
  const blocks = [...providers].map((provider) => [
    '',
    ...providerLines({ ...status, provider, pinned: pin?.profile ?? null }),
    ...models.filter(({ ref }) => ref.provider === provider).map((model) => `  • ${modelLine(model)}`),
  ])
  return [
    `Current: ${modelLabel(current.ref)}`,
    `Default: ${modelLabel(current.fallback)}`,
    `Agent: ${agent}`,
    `Session: ${sessionKey}`,
    `Auth file: ${authPath}`,
    ...(pin === null ? [] : [`Auth profile: ${pin.profile} (pinned by ${pin.source})`]),
    ...blocks.flat(),
  ].join('\n')
}
