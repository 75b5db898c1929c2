import { describe, it } from 'vitest'
import readable from '../../../checks/config/readable.js'
import type { ConfigReading } from '../../../plugins/clawdbot/facts/config.js'
import type { IncludeProblem } from '../../../src/auth/include.js'
import { testCheck } from '../../../src/testing/index.js'
import { aConfig, HOME } from '../facts.js'

const PATH = `${HOME}/.clawdbot/clawdbot.json`
const OTHER = `${HOME}/.clawdbot/models.json5`

const reading = (read: ConfigReading) => ({ config: aConfig({}, { reading: read }) })
type WithoutFrom<T> = T extends unknown ? Omit<T, 'from'> : never
const including = (problem: WithoutFrom<IncludeProblem>, from = PATH) =>
  reading({ state: 'include', problem: { ...problem, from } as IncludeProblem })

const subject = 'config'
const severity = 'error'
const bothFiles = [
  { kind: 'file', path: OTHER },
  { kind: 'file', path: PATH },
] as const

testCheck(
  readable,
  [
    { name: 'a config that is understood whole passes', facts: { config: aConfig() }, expect: [] },
    { name: 'a config that is not there passes', facts: reading({ state: 'absent' }), expect: [] },
    {
      name: 'one that is not JSON5 is named with its line and column',
      facts: reading({ state: 'unparseable', line: 4, column: 2, reason: 'it ends too early' }),
      expect: [
        {
          messageId: 'unparseable',
          subject,
          severity,
          data: { path: PATH, line: 4, column: 2, reason: 'it ends too early' },
          evidence: [{ kind: 'file', path: PATH, line: 4, column: 2 }],
        },
      ],
    },
    {
      name: 'JSON5 that is not an object',
      facts: reading({ state: 'not-a-mapping' }),
      expect: [{ messageId: 'notAMapping', subject, severity, evidence: [{ kind: 'file', path: PATH }] }],
    },
    {
      name: 'one that may not be read',
      facts: reading({ state: 'denied' }),
      expect: [{ messageId: 'denied', subject, severity }],
    },
    {
      name: 'a folder in its place',
      facts: reading({ state: 'folder' }),
      expect: [{ messageId: 'folder', subject, severity }],
    },
    {
      name: 'a link that leads nowhere is not taken for a missing config',
      facts: reading({ state: 'dangling-link', target: '/mnt/clawdbot.json' }),
      expect: [
        { messageId: 'danglingLink', subject, severity, data: { path: PATH, target: '/mnt/clawdbot.json' } },
      ],
    },
    {
      name: 'bytes that are not text',
      facts: reading({ state: 'not-text' }),
      expect: [{ messageId: 'notText', subject, severity }],
    },
    {
      name: 'a disk that fails',
      facts: reading({ state: 'failed', reason: 'EIO' }),
      expect: [{ messageId: 'failed', subject, severity, data: { path: PATH, reason: 'EIO' } }],
    },
    {
      name: 'an included file that is not there, named with the file that includes it',
      facts: including({ problem: 'unavailable', file: OTHER, why: { state: 'absent' } }),
      expect: [
        {
          messageId: 'includeMissing',
          subject: 'config/include',
          severity,
          data: { path: PATH, from: PATH, file: OTHER },
          evidence: bothFiles,
        },
      ],
    },
    {
      name: 'an included link that leads nowhere',
      facts: including({
        problem: 'unavailable',
        file: OTHER,
        why: { state: 'dangling-link', target: '/mnt/x' },
      }),
      expect: [{ messageId: 'includeMissing' }],
    },
    {
      name: 'an included file that may not be read, or is no file',
      facts: including({ problem: 'unavailable', file: OTHER, why: { state: 'denied' } }),
      expect: [
        {
          messageId: 'includeUnreadable',
          severity,
          data: { path: PATH, from: PATH, file: OTHER, reason: 'denied' },
        },
      ],
    },
    {
      name: 'an included file on a disk that fails',
      facts: including({ problem: 'unavailable', file: OTHER, why: { state: 'failed', reason: 'EIO' } }),
      expect: [
        { messageId: 'includeUnreadable', data: { path: PATH, from: PATH, file: OTHER, reason: 'EIO' } },
      ],
    },
    {
      name: 'an included file that is not JSON5, with the place in that file',
      facts: including({ problem: 'unparseable', file: OTHER, line: 2, column: 5, reason: 'it is empty' }),
      expect: [
        {
          messageId: 'includeUnparseable',
          severity,
          evidence: [
            { kind: 'file', path: OTHER, line: 2, column: 5 },
            { kind: 'file', path: PATH },
          ],
        },
      ],
    },
    {
      name: 'files that include each other',
      facts: including({ problem: 'cycle', file: PATH }, OTHER),
      expect: [{ messageId: 'includeCycle', severity, data: { path: PATH, from: OTHER, file: PATH } }],
    },
    {
      name: 'includes that go too deep',
      facts: including({ problem: 'too-deep', file: OTHER }),
      expect: [{ messageId: 'includeTooDeep', severity, evidence: bothFiles }],
    },
    {
      name: 'an `$include` that names no file',
      facts: including({ problem: 'not-a-path' }, OTHER),
      expect: [
        {
          messageId: 'includeMalformed',
          severity,
          data: { path: PATH, from: OTHER },
          evidence: [{ kind: 'file', path: OTHER }],
        },
      ],
    },
    {
      name: 'keys beside an `$include` that brings in no object',
      facts: including({ problem: 'not-a-mapping' }),
      expect: [{ messageId: 'includeNotAnObject', severity }],
    },
    {
      name: 'values of the wrong type, each one',
      facts: {
        config: aConfig(
          {},
          {
            issues: [
              { at: ['agents', 'list', '0', 'id'], expected: 'a text' },
              { at: [], expected: 'an object' },
            ],
          },
        ),
      },
      expect: [
        {
          messageId: 'wrongType',
          subject: 'config/agents.list.0.id',
          severity: 'warning',
          data: { path: PATH, at: 'agents.list.0.id', expected: 'a text' },
        },
        { messageId: 'wrongType', subject: 'config/(root)' },
      ],
    },
    {
      name: 'where a value stands is told with its file, line and column',
      facts: {
        config: aConfig(
          {},
          {
            issues: [{ at: ['auth'], expected: 'an object' }],
            missingVariables: [{ name: 'A_KEY', at: ['env', 'vars', 'A'] }],
            positions: [
              { path: OTHER, line: 3, column: 9 },
              { path: PATH, line: 5, column: 2 },
            ],
          },
        ),
      },
      expect: [
        {
          messageId: 'wrongType',
          data: { path: OTHER, at: 'auth', expected: 'an object' },
          evidence: [{ kind: 'file', path: OTHER, line: 3, column: 9 }],
        },
        {
          messageId: 'missingVariable',
          evidence: [
            { kind: 'file', path: PATH, line: 5, column: 2 },
            { kind: 'environment', name: 'A_KEY' },
          ],
        },
      ],
    },
    {
      name: 'a variable without a value is one finding, with every place that names it',
      facts: {
        config: aConfig(
          {},
          {
            missingVariables: [
              { name: 'A_KEY', at: ['models', 'providers', 'zai', 'apiKey'] },
              { name: 'B_KEY', at: ['env', 'vars', 'B'] },
              { name: 'A_KEY', at: ['env', 'vars', 'A'] },
            ],
          },
        ),
      },
      expect: [
        {
          messageId: 'missingVariable',
          subject: 'config/variable:A_KEY',
          severity: 'warning',
          data: { path: PATH, name: 'A_KEY', at: ['models.providers.zai.apiKey', 'env.vars.A'] },
          evidence: [
            { kind: 'file', path: PATH },
            { kind: 'environment', name: 'A_KEY' },
          ],
        },
        { messageId: 'missingVariable', subject: 'config/variable:B_KEY' },
      ],
    },
  ],
  { describe, it },
)
