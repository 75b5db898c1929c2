import type { ConformanceDocument } from './conformance-schema.js'
import { counted } from './counts.js'
import { paint, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

const INDENT = '    '

/** What every rule says of a plugin, for a person: what does not hold is told with its reason. */
export const conformanceText = (document: ConformanceDocument, style: Style): string => {
  const { rows } = document
  const rules = [...new Set(rows.map(({ rule }) => rule))]
  const lines = rules.flatMap((rule) => {
    const of = rows.filter((row) => row.rule === rule)
    const failed = of.filter(({ ok }) => !ok)
    const mark = failed.length === 0 ? paint(style, 'green', sign(style, 'pass')) : cross(style)
    const share = failed.length === 0 ? `${of.length}` : `${of.length - failed.length} of ${of.length}`
    return [
      `${mark} ${rule.padEnd(LONGEST_RULE)} ${of[0]?.asks ?? ''} (${share})`,
      ...failed.map(
        ({ subject, detail }) => `${INDENT}${wrap(`${subject}: ${detail ?? ''}`, style.width, INDENT)}`,
      ),
    ]
  })
  return `${[...lines, '', lastLine(document, style)].join('\n')}\n`
}

const LONGEST_RULE = 12

const cross = (style: Style): string => paint(style, 'red', sign(style, 'error'))

/** All that somebody has to know who sees nothing else of it. */
const lastLine = (
  { plugin, tool, node, examples, conforms, rows }: ConformanceDocument,
  style: Style,
): string => {
  const failed = rows.filter(({ ok }) => !ok).length
  const mark = conforms ? paint(style, 'green', sign(style, 'pass')) : cross(style)
  const verdict = conforms
    ? `holds to every rule, in ${counted(examples, 'example')}`
    : `does not hold to ${counted(failed, 'of them', 'of them')}, of ${rows.length}`
  return `${mark} ${plugin.name} ${plugin.version} ${verdict} (${tool.name} ${tool.version}, Node ${node}).`
}
