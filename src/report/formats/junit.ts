import { toXml } from 'xast-util-to-xml'
import { x } from 'xastscript'
import type { Report, ReportCheck } from '../schema.js'
import { type TroubledPlugin, troubledPlugins } from '../troubled-plugins.js'
import { seconds, testCase } from './junit-case.js'
import { changeSuite, interruptedSuite } from './junit-runs.js'
import { type Standing, standingOf } from './outcome-words.js'
import { oneLine } from './printable.js'

/** A JUnit report: a test suite for each domain of checks, a test case for each check. */
export const renderJunit = (report: Report): string => {
  const { tool, checks, run, interrupted = [], changes } = report
  const troubled = troubledPlugins(report)
  const tree = x(null, [
    { type: 'instruction', name: 'xml', value: 'version="1.0" encoding="UTF-8"' },
    x(
      'testsuites',
      {
        name: oneLine(tool.name),
        time: seconds(run.durationMs),
        ...countsOf(checks, { errors: troubled.length, failures: interrupted.length }),
      },
      ...onLines([
        ...domainsOf(checks).map((domain) => suite(domain, report)),
        ...(troubled.length === 0 ? [] : [pluginSuite(troubled)]),
        ...(interrupted.length === 0 ? [] : [interruptedSuite(report)]),
        ...(changes.length === 0 ? [] : [changeSuite(report)]),
      ]),
    ),
  ])
  // The library leaves this as it is, and XML forbids it in text.
  return `${toXml(tree, { closeEmptyElements: true }).replaceAll(']]>', ']]&gt;')}\n`
}

/** Each on a line of its own, for whoever looks into the file. */
const onLines = <T>(elements: readonly T[]): readonly (T | string)[] =>
  elements.flatMap((element) => ['\n', element])

const domainOf = ({ id }: ReportCheck): string => id.split('/', 1)[0] ?? id

const domainsOf = (checks: readonly ReportCheck[]): readonly string[] => [...new Set(checks.map(domainOf))]

const suite = (domain: string, report: Report) => {
  const checks = report.checks.filter((check) => domainOf(check) === domain)
  const time = checks.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return x(
    'testsuite',
    {
      name: oneLine(domain),
      ...countsOf(checks),
      skipped: countOf(checks, 'skipped', 'suppressed'),
      time: seconds(time),
      timestamp: report.run.startedAt.slice(0, 19),
    },
    ...onLines([propertiesOf(report), ...checks.map((check) => testCase(check, report))]),
  )
}

/** Jenkins and GitLab show a plugin that was not loaded only where it is a test that failed. */
const pluginSuite = (troubled: readonly TroubledPlugin[]) =>
  x(
    'testsuite',
    { name: 'plugins', ...countsOf([], { errors: troubled.length }), skipped: 0 },
    ...troubled.map(({ id, what, reason }) =>
      x(
        'testcase',
        { classname: 'clawdbot-doctor.plugins', name: oneLine(id) },
        x('error', { type: 'rejected', message: oneLine(`The plugin ${what}: ${reason}`) }, reason),
      ),
    ),
  )

const propertiesOf = ({ tool, run }: Report) =>
  x(
    'properties',
    {},
    x('property', { name: 'version', value: oneLine(tool.version) }),
    x('property', { name: 'node', value: oneLine(run.node) }),
    x('property', { name: 'platform', value: oneLine(run.platform) }),
  )

/** Of checks, and of test cases that are none. */
const countsOf = (checks: readonly ReportCheck[], { errors = 0, failures = 0 } = {}) => ({
  tests: checks.length + errors + failures,
  failures: countOf(checks, 'failed') + failures,
  errors: countOf(checks, 'not judged') + errors,
})

const countOf = (checks: readonly ReportCheck[], ...wanted: readonly Standing[]): number =>
  checks.filter((check) => wanted.includes(standingOf(check))).length
