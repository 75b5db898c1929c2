import type { Plugin } from '../../contract/index.js'
import { faultsOfMessages } from '../message-faults.js'
import type { ExampleRun } from '../run-example.js'
import { type ConformanceRow, rowOf } from './row.js'

/** Whether the examples reach every message, and whether each reads well where it is reached. */
export const messageRows = (plugin: Plugin, runs: readonly ExampleRun[]): readonly ConformanceRow[] =>
  plugin.checks.flatMap((check) => {
    const found = runs.flatMap(({ results }) =>
      results.flatMap((result) => (result.check.id === check.id ? result.findings : [])),
    )
    const reached = new Set(found.map(({ messageId }) => messageId))
    const missed = Object.keys(check.messages).filter((id) => !reached.has(id))
    return [
      rowOf(
        'messages',
        check.id,
        missed.map((id) => `no example reaches ${id}`),
      ),
      rowOf(
        'prose',
        check.id,
        found.flatMap((finding) => faultsOfMessages(check, finding)),
      ),
    ]
  })
