import type { Plugin } from '../../contract/index.js'
import { createRegistry } from '../../engine/registry.js'
import type { Example } from '../example.js'
import { type ExampleRun, faultsOfExample, runExample } from '../run-example.js'
import type { AwayWalk } from './away-walk.js'
import { deadlineRows } from './deadlines.js'
import { docsRows, type ReadPage } from './docs.js'
import { fixRows } from './fixes.js'
import { listedRows } from './listed.js'
import { messageRows } from './messages.js'
import { purityRows } from './purity.js'
import { CONFORMANCE_RULES, type ConformanceRow, rowOf } from './row.js'
import { secretRow } from './secrets.js'

/** What a plugin is walked through with. */
export interface WalkOptions {
  /** Homes, and what is found in each; every message has to be reached by one. */
  readonly examples: readonly Example[]
  /** Where it is left out, the page of a check has to be on the web. */
  readonly docs?: ReadPage
  /** The ids of checks that its package.json names; not compared where it is left out. */
  readonly listed?: readonly string[]
}

/**
 * Goes through every rule for every part of a plugin, over the homes of its examples: in memory, and on a disk in
 * throw-away folders where fixes are made. Runs the plugin's code in this process. Never rejects for what a plugin does.
 */
export const walkConformance = (plugin: Plugin, options: WalkOptions): Promise<readonly ConformanceRow[]> =>
  walk(plugin, options)

/** The same; with `away`, over a plugin whose parts are run in another process, so that none of its code runs in this one. */
export const walk = async (
  plugin: Plugin,
  { examples, docs = async () => null, listed }: WalkOptions,
  away?: AwayWalk,
): Promise<readonly ConformanceRow[]> => {
  const { rejected } = createRegistry([plugin])
  const [fault] = rejected
  if (fault !== undefined) return [rowOf('definition', fault.id, [fault.reason])]
  const runs: ExampleRun[] = []
  for (const example of examples) runs.push(await runExample(plugin, example))
  const rows = [
    rowOf('definition', plugin.id, []),
    ...(listed === undefined ? [] : listedRows(plugin, listed)),
    ...(await docsRows(plugin, docs)),
    ...(runs.length === 0 ? [rowOf('example', plugin.id, ['there is no example'])] : []),
    ...runs.map((run) => rowOf('example', run.example.name, faultsOfExample(run))),
    ...messageRows(plugin, runs),
    ...(await purityRows(plugin, runs, away?.elsewhere)),
    ...deadlineRows(plugin, runs),
    ...(await fixRows(plugin, runs)),
  ]
  for (const example of examples) rows.push(await secretRow(plugin, example))
  if (away !== undefined)
    rows.push(
      rowOf(
        'rights',
        plugin.id,
        away.refused().map((what) => `it may not ${what}`),
      ),
    )
  const order = Object.keys(CONFORMANCE_RULES)
  return rows.sort((one, other) => order.indexOf(one.rule) - order.indexOf(other.rule))
}
