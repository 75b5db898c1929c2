import { judge } from '../engine/judge.js'
import { fillMessage } from '../report/message.js'
import type { StatusDocument } from '../report/status-schema.js'
import type { Run } from './open-run.js'

type Problem = StatusDocument['problems'][number]

/** The checks that say whether the files could be read at all. */
const FILE_CHECKS = ['config/readable', 'auth/store']

/** What keeps a file from being read, each with its place; without it every other answer would be guesswork. */
export const fileProblems = async (run: Run, cli: string): Promise<Problem[]> => {
  const checks = FILE_CHECKS.flatMap((id) => run.registry.checks.get(id) ?? [])
  const results = await Promise.all(checks.map((check) => judge(check, run.facts, run.settings.timeoutMs)))
  return results.flatMap(({ check, findings }) =>
    findings
      .filter((finding) => finding.severity === 'error')
      .map((finding): Problem => {
        const around = { cli, home: run.machine.probes.home }
        const { what, next } = fillMessage(check.messages[finding.messageId], finding.data ?? {}, around)
        const file = finding.evidence.find((each) => each.kind === 'file')
        const { path = null, line = null, column = null } = file ?? {}
        return { check: check.id, messageId: finding.messageId, what, next, path, line, column }
      }),
  )
}
