import { h } from 'hastscript'
import type { Report } from '../schema.js'
import { troubledPlugins } from '../troubled-plugins.js'
import { apart, type HtmlElement } from './html-words.js'
import { outcomeWords } from './outcome-words.js'
import { oneLine } from './printable.js'

/** Checks and plugins of which nothing is known; nothing where there are none. */
export const notJudgedList = (report: Report): readonly HtmlElement[] => {
  const { checks, run } = report
  const lines = [
    ...checks
      .filter(({ outcome }) => outcome === 'error' || outcome === 'timeout')
      .map((check) => h('li', h('code', oneLine(check.id)), ' ', apart(outcomeWords(check, run.home)))),
    ...troubledPlugins(report).map(({ id, what, reason }) =>
      h('li', 'The plugin ', h('code', oneLine(id)), ` ${what}: `, apart(reason)),
    ),
  ]
  return lines.length === 0 ? [] : [h('ul', { class: 'plain sheet' }, ...lines)]
}
