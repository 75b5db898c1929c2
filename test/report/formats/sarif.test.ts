import { describe, expect, it } from 'vitest'
import { renderSarif } from '../../../src/report/formats/sarif.js'
import type { Report } from '../../../src/report/schema.js'
import { aCheck, aFinding, aReport, HOME } from '../documents.js'
import { readSarif } from './readers.js'
import { sample } from './sample.js'

const runOf = (report: Report) => {
  const [run] = readSarif(renderSarif(report)).runs
  if (run === undefined) throw new Error('it has no run')
  return run
}

const at = (path: string, home = HOME) => {
  const finding = aFinding({ evidence: [{ kind: 'file', path }] })
  const report = aReport([aCheck({ findings: [finding] })])
  const run = runOf({ ...report, run: { ...report.run, home } })
  return run.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation
}

describe('SARIF', () => {
  it('says nowhere where the home folder is', () => {
    expect(renderSarif(sample)).not.toContain(HOME)
    expect(runOf(sample).originalUriBaseIds).toEqual({ HOME: { description: expect.anything() } })
  })

  it.each([
    [`${HOME}/.clawdbot/a b#?.json`, HOME, { uri: '.clawdbot/a%20b%23%3F.json', uriBaseId: 'HOME' }],
    [HOME, HOME, { uri: './', uriBaseId: 'HOME' }],
    ['/etc/a%b', HOME, { uri: 'file:///etc/a%25b' }],
    ['C:\\Users\\ada\\.clawdbot\\x', 'C:\\Users\\ada', { uri: '.clawdbot/x', uriBaseId: 'HOME' }],
    ['D:\\other\\x', 'C:\\Users\\ada', { uri: 'file:///D:/other/x' }],
  ])('has %s as a URI', (path, home, location) => {
    expect(at(path, home)).toEqual(location)
  })

  it('has a result with rule, level, place and fingerprint for each finding', () => {
    expect(runOf(sample).results?.[0]).toMatchObject({
      ruleId: 'auth/expiry!expired',
      level: 'error',
      message: { text: expect.stringMatching(/^The token expired.*no answer.*setup-token`\.$/) },
      locations: [
        {
          physicalLocation: { region: { startLine: 3, startColumn: 7 } },
          logicalLocations: [{ fullyQualifiedName: 'agent:main/profile:anthropic:work' }],
        },
      ],
      partialFingerprints: { 'clawdbotDoctorFinding/v1': 'c1' },
      suppressions: [],
    })
    expect(runOf(sample).results?.map(({ level }) => level)).toEqual(['error', 'warning', 'note', 'error'])
  })

  it('places at the home folder what rests on no file', () => {
    expect(runOf(sample).results?.[1]?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: './', uriBaseId: 'HOME' },
    })
  })

  it('has what is suppressed as suppressed, with why, whose and until when', () => {
    expect(runOf(sample).results?.[3]?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'known until the move',
        properties: { by: 'config', owner: 'ada', until: '2026-12-31' },
      },
    ])
  })

  it('has a rule as bad as the worst that was found by it, with its page where there is one', () => {
    const both = ['info', 'error', 'warning'] as const
    const findings = both.map((severity) => aFinding({ id: severity, severity }))
    const rules = runOf(aReport([aCheck({ id: 'auth/some', findings })])).tool.driver.rules
    expect(rules).toHaveLength(1)
    expect(rules?.[0]).toMatchObject({
      id: 'auth/some!broken',
      defaultConfiguration: { level: 'error' },
      help: { text: 'It matters. Run `clawdbot-doctor checks show auth/some`.' },
      fullDescription: { text: 'It matters.' },
    })
    for (const docs of ['no page', 'javascript:alert(1)', 'docs/checks/auth/some.md'])
      expect(runOf(aReport([aCheck({ docs, findings })])).tool.driver.rules?.[0], docs).not.toHaveProperty(
        'helpUri',
      )
    const own = runOf(aReport([aCheck({ docs: 'https://a.example/ä', findings })])).tool.driver.rules?.[0]
    expect(own?.helpUri).toBe('https://a.example/%C3%A4')
  })

  it('is not successful where a check or a plugin told nothing', () => {
    const [invocation] = runOf(sample).invocations ?? []
    expect(invocation).toMatchObject({
      executionSuccessful: false,
      startTimeUtc: '2026-01-15T12:00:00.000Z',
      endTimeUtc: '2026-01-15T12:00:00.012Z',
      toolExecutionNotifications: [
        { level: 'error', descriptor: { id: 'third/crash' } },
        { level: 'note', properties: { fix: 'auth/some-fix', status: 'planned' } },
      ],
      toolConfigurationNotifications: [{ level: 'error' }],
    })
    expect(runOf(aReport([aCheck()])).invocations?.[0]?.executionSuccessful).toBe(true)
  })
})
