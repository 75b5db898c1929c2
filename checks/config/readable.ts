import { type ConfigFact, config } from '../../plugins/clawdbot/facts/config.js'
import { includeFault, missingVariables, wrongTypes } from '../../src/auth/config-faults.js'
import type { IncludeProblem } from '../../src/auth/include.js'
import { type Data, defineCheck, type Finding, type Messages } from '../../src/contract/index.js'

const UNKNOWN =
  'Clawdbot refuses to start with it, and which agents, models and profile orders hold is not known.'

const messages = {
  unparseable: {
    what: "Clawdbot's config is not JSON5: {{reason}}.",
    why: UNKNOWN,
    next: 'Mend it there by hand, then run `{{cli}} doctor` again.',
  },
  notAMapping: {
    what: "Clawdbot's config is JSON5, but not an object.",
    why: UNKNOWN,
    next: 'Put the content of {{path|path}} between `{` and `}`.',
  },
  denied: {
    what: "Clawdbot's config may not be read by this user.",
    why: UNKNOWN,
    next: 'Run `{{cli}} doctor` as the user who owns {{path|path}}, or give that file to this user.',
  },
  folder: {
    what: "There is a folder in the place of Clawdbot's config.",
    why: 'Clawdbot cannot read it. A container mount of a missing file leaves such a folder.',
    next: 'Move {{path|path}} away, and put the config in its place.',
  },
  danglingLink: {
    what: "Clawdbot's config is a link to {{target|path}}, which is not there.",
    why: 'Clawdbot runs as if it had no config.',
    next: 'Put the config back at {{target|path}}, or remove the link {{path|path}}.',
  },
  notText: {
    what: "Clawdbot's config is not text: it has bytes that are not UTF-8.",
    why: UNKNOWN,
    next: 'Save {{path|path}} as UTF-8, or put a backup in its place.',
  },
  failed: {
    what: "Clawdbot's config could not be read: {{reason}}.",
    why: UNKNOWN,
    next: 'Look at {{path|path}} and at the disk it is on, then run `{{cli}} doctor` again.',
  },
  includeMissing: {
    what: '{{from|path}} includes {{file|path}}, which is not there.',
    why: UNKNOWN,
    next: 'Put {{file|path}} back, or take it out of `$include` in {{from|path}}.',
  },
  includeUnreadable: {
    what: '{{from|path}} includes {{file|path}}, which cannot be read ({{reason}}).',
    why: UNKNOWN,
    next: 'Make {{file|path}} a file this user can read, or take it out of `$include` in {{from|path}}.',
  },
  includeUnparseable: {
    what: '{{file|path}}, included by {{from|path}}, is not JSON5: {{reason}}.',
    why: UNKNOWN,
    next: 'Mend it there by hand, then run `{{cli}} doctor` again.',
  },
  includeCycle: {
    what: '{{from|path}} includes {{file|path}}, which is being included already.',
    why: UNKNOWN,
    next: 'Take {{file|path}} out of `$include` in {{from|path}}.',
  },
  includeTooDeep: {
    what: '{{from|path}} includes {{file|path}}, more than 10 files deep.',
    why: UNKNOWN,
    next: 'Include {{file|path}} from a file nearer to {{path|path}}.',
  },
  includeMalformed: {
    what: 'An `$include` in {{from|path}} (read for {{path|path}}) is neither a path nor a list of paths.',
    why: UNKNOWN,
    next: 'Write `$include: "./other.json5"`, or a list of such paths, in {{from|path}}.',
  },
  includeNotAnObject: {
    what: 'In {{from|path}} (read for {{path|path}}) there are keys beside an `$include` that brings in no object.',
    why: UNKNOWN,
    next: 'Let the file that {{from|path}} includes hold an object, or remove the keys beside `$include`.',
  },
  wrongType: {
    what: "`{{at}}` in Clawdbot's config should be {{expected}}.",
    why: 'Clawdbot refuses to start with a value it does not expect, and here it is passed over.',
    next: 'Mend `{{at}}` in {{path|path}}.',
  },
  missingVariable: {
    what: "Clawdbot's config uses the environment variable {{name}} ({{at|list}}), which has no value.",
    why: 'Clawdbot refuses to start while a variable of its config has no value.',
    next: 'Set {{name}} in the environment of the bot, or in the `.env` file of its state folder.',
  },
} satisfies Messages

type Found = Finding<typeof messages>
type Unreadable = Exclude<ConfigFact['reading'], { state: 'ok' | 'absent' | 'include' }>

export default defineCheck({
  id: 'config/readable',
  title: "Clawdbot's config can be read, and holds what Clawdbot expects",
  docsUrl: 'docs/checks/config/readable.md',
  severity: 'error',
  tags: ['config'],
  needs: { config },
  messages,
  volatile: ['reason', 'line', 'column', 'expected'],
  evaluate: ({ config }) => {
    const { reading, path } = config
    if (reading.state === 'absent') return []
    if (reading.state === 'ok') return contentFindings(config)
    return [reading.state === 'include' ? include(reading.problem, path) : unreadable(reading, path)]
  },
})

const MESSAGE = {
  unparseable: 'unparseable',
  'not-a-mapping': 'notAMapping',
  denied: 'denied',
  folder: 'folder',
  'dangling-link': 'danglingLink',
  'not-text': 'notText',
  failed: 'failed',
} as const satisfies Record<Unreadable['state'], Found['messageId']>

const unreadable = ({ state, ...rest }: Unreadable, path: string): Found => {
  const data: Data = rest
  const position = 'line' in rest ? { line: rest.line, column: rest.column } : {}
  return {
    messageId: MESSAGE[state],
    subject: 'config',
    data: { path, ...data },
    evidence: [{ kind: 'file', path, ...position }],
    causedBy: state === 'denied' ? ['auth/permissions#config/owner', 'auth/permissions#state/owner'] : [],
  }
}

const include = (problem: IncludeProblem, path: string): Found => {
  const { kind, ...rest } = includeFault(problem)
  const data: Data = rest
  const position = 'line' in rest ? { line: rest.line, column: rest.column } : {}
  const file = 'file' in rest ? [{ kind: 'file', path: rest.file, ...position } as const] : []
  return {
    messageId: kind,
    subject: 'config/include',
    data: { path, from: problem.from, ...data },
    evidence: [...file, { kind: 'file', path: problem.from }],
  }
}

const contentFindings = ({
  path,
  issues,
  missingVariables: missing,
  positions,
}: ConfigFact): readonly Found[] => [
  ...wrongTypes(issues, positions).map(
    ({ at, expected, position }): Found => ({
      messageId: 'wrongType',
      subject: `config/${at}`,
      severity: 'warning',
      data: { path: position?.path ?? path, at, expected },
      evidence: [{ kind: 'file', path, ...position }],
    }),
  ),
  ...missingVariables(missing, positions.slice(issues.length)).map(
    ({ name, at, position }): Found => ({
      messageId: 'missingVariable',
      subject: `config/variable:${name}`,
      severity: 'warning',
      data: { path, name, at },
      evidence: [
        { kind: 'file', path, ...position },
        { kind: 'environment', name },
      ],
    }),
  ),
]
