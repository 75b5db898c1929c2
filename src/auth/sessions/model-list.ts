import { modelLabel } from '../models.js'
import type { CurrentModel } from './current-model.js'
import type { SelectableModel } from './selectable-models.js'

/** A model with its aliases, as replies name it. */
export const modelLine = ({ label, aliases }: SelectableModel): string =>
  aliases.length === 0 ? label : `${label} (${aliases.join(', ')})`

/** The reply to `/model` and `/model list`: every model with the number by which it can be chosen. */
export const modelList = (models: readonly SelectableModel[], current: CurrentModel): string => {
  const now = modelLabel(current.ref)
  const marked = models.map((model, index) => {
    const marks = [...(index === 0 ? ['default'] : []), ...(model.label === now ? ['current'] : [])]
    return `${index + 1}. ${modelLine(model)}${marks.length === 0 ? '' : ` — ${marks.join(', ')}`}`
  })
  return [
    `Current: ${now}`,
    '',
    ...marked,
    '',
    'Switch: /model <number, alias or provider/model>[@<profile>]',
    'More: /model status',
  ].join('\n')
}
