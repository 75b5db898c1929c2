import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createReport } from '../../src/app/support/create-report.js'
import { loadReport } from '../../src/app/support/load-report.js'
import { replayReport } from '../../src/app/support/replay.js'
import type { Report } from '../../src/index.js'
import { diffReports } from '../../src/report/sealed/diff.js'
import { states } from '../healing/states.js'
import { build, healthyWorld } from '../healing/world.js'
import { makeHome } from './cli.js'
import { machineOf } from './in-process.js'

const CLI = 'clawdbot-doctor'
const reports = makeHome()

const found = ({ checks }: Report) =>
  checks.flatMap(({ id, findings }) =>
    findings.map(({ id: name, messageId, subject }) => [name, id, messageId, subject]),
  )

describe('a support report as it is sent', () => {
  it.each(states)('replays to its own findings: $name', async (state) => {
    const world = healthyWorld()
    state.make(world)
    const { home, env } = build(world)
    const output = join(reports, `${states.indexOf(state)}.tar.gz`)
    const request = { case: undefined, include: [], output, force: false, sign: false, encryptTo: [] }
    await createReport({ ...request, machine: machineOf(home, { env }) }, CLI)
    rmSync(home, { recursive: true, force: true })
    const { sealed } = await loadReport(output)
    const replayed = await replayReport(sealed, { cli: CLI })
    expect(found(replayed)).toEqual(found(sealed.report))
    expect(found(replayed).length).toBeGreaterThan(0)
    expect(replayed.replay).toMatchObject({ findings: { new: [], gone: [] }, notReplayed: [] })
    expect(diffReports(sealed, { ...sealed, report: replayed }).findings.persisting).toHaveLength(
      found(replayed).length,
    )
  })
})
