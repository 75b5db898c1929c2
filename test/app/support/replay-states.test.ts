import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { replayReport } from '../../../src/app/support/replay.js'
import type { Report } from '../../../src/index.js'
import { machineOf } from '../../e2e/in-process.js'
import { states } from '../../healing/states.js'
import { build, healthyWorld } from '../../healing/world.js'
import { sealedRun } from './seal-run.js'

const found = ({ checks }: Report) =>
  checks.flatMap(({ id, findings }) =>
    findings.map(({ id: name, messageId, subject, causedBy }) => ({
      name,
      triple: `${id}!${messageId}#${subject}`,
      causedBy,
    })),
  )

describe('a report that is replayed', () => {
  it.each(states)('has the findings of the run, once the machine is gone: $name', async (state) => {
    const world = healthyWorld()
    state.make(world)
    const { home, env } = build(world)
    const sealed = await sealedRun(machineOf(home, { env }))
    rmSync(home, { recursive: true, force: true })
    const replayed = await replayReport(sealed, { cli: 'clawdbot-doctor' })
    expect(found(replayed)).toEqual(found(sealed.report))
    expect(found(replayed).length).toBeGreaterThan(0)
    const outcomes = ({ checks }: Report) => checks.map(({ id, outcome, reason }) => [id, outcome, reason])
    expect(outcomes(replayed)).toEqual(outcomes(sealed.report))
    expect(replayed.summary).toEqual(sealed.report.summary)
    expect(replayed.replay.findings).toMatchObject({ new: [], gone: [] })
    expect(replayed.replay.notReplayed).toEqual([])
  })
})
