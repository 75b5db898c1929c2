import type { Plugin } from '../../contract/index.js'
import { messageOf } from '../../engine/message-of.js'
import type { Example } from '../example.js'
import { pluginGiven } from '../given-facts.js'
import { runExample } from '../run-example.js'
import { canariesIn, plantCanaries } from './canaries.js'
import { type ConformanceRow, rowOf } from './row.js'
import { inWard } from './ward.js'

/** Looks for planted secrets in all that is said of an example: findings, reasons, and what fixes would do. */
export const secretRow = async (plugin: Plugin, example: Example): Promise<ConformanceRow> => {
  const { home, canaries } = plantCanaries(example)
  if (canaries.length === 0) return rowOf('secrets', example.name, [])
  const planted = { ...example, home }
  const { results, facts } = await runExample(plugin, planted)
  const shown = (where: string, text: string): readonly string[] =>
    canariesIn(text, canaries).length === 0 ? [] : [`a secret of the home is shown ${where}`]
  return rowOf('secrets', example.name, [
    ...results.flatMap(({ check, findings, reason = '' }) => [
      ...shown(`in a finding of ${check.id}`, JSON.stringify(findings)),
      ...shown(`in the reason that ${check.id} gives`, reason),
    ]),
    ...facts
      .records()
      .flatMap(({ id, reason = '' }) => shown(`in the reason that the fact ${id} gives`, reason)),
    ...(await plansOf(plugin, planted)).flatMap(({ fix, text }) => shown(`in the plan of ${fix}`, text)),
  ])
}

const plansOf = async (
  plugin: Plugin,
  { home, facts = {} }: Example,
): Promise<readonly { readonly fix: string; readonly text: string }[]> => {
  try {
    const records = await inWard(pluginGiven(plugin, facts), home, (ward) => ward.treat('show'))
    return records.map(({ fix, diff = '', reason = '', paths }) => ({
      fix,
      text: [diff, reason, ...paths].join('\n'),
    }))
  } catch (error) {
    // That the home cannot be put on a disk is told of its fixes.
    return [{ fix: '', text: messageOf(error) }]
  }
}
