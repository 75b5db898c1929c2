import { describe, it } from 'vitest'
import binaryCheck from '../../../checks/claude/binary.js'
import type { ClaudeBinary, InstalledClaude } from '../../../plugins/claude-code/facts/binary.js'
import type { ExecResult, Values } from '../../../src/contract/index.js'
import { testCheck } from '../../../src/testing/index.js'
import { aConfig, anAgent, anApiKey, anOauth, aStore, clockFact, usingProvider } from '../facts.js'

type Facts = Values<typeof binaryCheck.needs>

const at = (path: string, over: Partial<InstalledClaude> = {}): InstalledClaude => ({
  path,
  realPath: path,
  executable: true,
  ...over,
})
const printing = (stdout: string, code = 0): ExecResult => ({ outcome: 'exited', code, stdout, stderr: '' })
const claude = (over: Partial<ClaudeBinary> = {}): { binary: ClaudeBinary } => ({
  binary: {
    onPath: [at('/usr/bin/claude')],
    offPath: [],
    version: printing('2.1.330 (Claude Code)'),
    ...over,
  },
})

/** The bot uses a copy of Claude Code's login. */
const facts = (over: Partial<Facts> = {}): Facts => ({
  ...claude(),
  config: aConfig(),
  stores: [aStore({ 'anthropic:claude-cli': anOauth() })],
  clock: clockFact,
  ...over,
})

const nothing = { stores: [aStore()] }
const key = { stores: [aStore({ 'anthropic:manual': anApiKey() })] }
const none = claude({ onPath: [], version: null })
const offPath = claude({ onPath: [], offPath: [at('/home/ada/.local/bin/claude')] })
const blocked = at('/usr/bin/claude', { executable: false })
const failing = (version: ExecResult | null) => facts({ ...claude({ version }) })

testCheck(
  binaryCheck,
  [
    { name: 'a claude on PATH that runs is well', facts: facts(), expect: [] },
    {
      name: 'it is not judged where the config could not be read',
      facts: facts({ ...none, config: aConfig({}, { reading: { state: 'not-a-mapping' } }) }),
      expect: { skip: true },
    },
    {
      name: 'it is not judged where no agent uses anthropic',
      facts: facts({ ...none, config: aConfig(usingProvider('openai')) }),
      expect: { skip: true },
    },
    {
      name: 'it is not judged for an agent that was not selected',
      facts: facts({
        ...none,
        stores: [aStore({}, { agent: anAgent('main', { selected: false }) })],
      }),
      expect: { skip: true },
    },
    {
      name: 'a missing claude is an error where it is needed to get a login',
      facts: facts({ ...none, ...nothing }),
      expect: [{ messageId: 'missing', subject: 'claude', severity: 'error', evidence: [] }],
    },
    {
      name: 'a missing claude is an error where one of two agents has nothing',
      facts: facts({
        ...none,
        stores: [
          aStore({}, { agent: anAgent('main', { selected: false }) }),
          aStore({ 'anthropic:manual': anApiKey() }, { agent: anAgent('home') }),
          aStore({}, { agent: anAgent('work') }),
        ],
      }),
      expect: [{ messageId: 'missing', severity: 'error' }],
    },
    {
      name: 'a missing claude is a warning where a login serves',
      facts: facts(none),
      expect: [{ messageId: 'missing', severity: 'warning' }],
    },
    {
      name: 'a missing claude is a note where a key serves',
      facts: facts({ ...none, ...key }),
      expect: [{ messageId: 'missing', severity: 'info' }],
    },
    {
      name: 'a claude that PATH misses is told with its folder',
      facts: facts({ ...offPath, ...nothing }),
      expect: [
        {
          messageId: 'offPath',
          severity: 'warning',
          data: { path: '/home/ada/.local/bin/claude', folder: '/home/ada/.local/bin' },
          evidence: [{ kind: 'file', path: '/home/ada/.local/bin/claude' }],
        },
      ],
    },
    {
      name: 'a claude that PATH misses is a note where a key serves',
      facts: facts({ ...offPath, ...key }),
      expect: [{ messageId: 'offPath', severity: 'info' }],
    },
    {
      name: 'a claude that may not be executed is not a missing one',
      facts: facts({ ...claude({ onPath: [blocked], version: null }), ...nothing }),
      expect: [{ messageId: 'notExecutable', severity: 'error', data: { path: '/usr/bin/claude' } }],
    },
    {
      name: 'one off PATH that may not be executed is not a missing one either',
      facts: facts({
        ...claude({ onPath: [], offPath: [at('/opt/claude', { executable: false })], version: null }),
        ...nothing,
      }),
      expect: [{ messageId: 'notExecutable', severity: 'error', data: { path: '/opt/claude' } }],
    },
    {
      name: 'one that may not be executed is a note where another one runs',
      facts: facts(claude({ onPath: [blocked, at('/opt/bin/claude', { realPath: '/usr/bin/claude' })] })),
      expect: [{ messageId: 'notExecutable', severity: 'info' }],
    },
    {
      name: 'two copies are told, two names of one are not',
      facts: facts(
        claude({
          onPath: [
            at('/usr/bin/claude'),
            at('/bin/claude', { realPath: '/usr/bin/claude' }),
            at('/opt/bin/claude'),
          ],
        }),
      ),
      expect: [
        {
          messageId: 'severalCopies',
          severity: 'info',
          data: { count: 2, paths: ['/usr/bin/claude', '/opt/bin/claude'] },
        },
      ],
    },
    {
      name: 'a claude that is too old',
      facts: failing(printing('0.2.14 (Claude Code)')),
      expect: [{ messageId: 'tooOld', severity: 'warning', data: { version: '0.2.14', oldest: '1.0.0' } }],
    },
    {
      name: 'a claude that is older than the settings ask for',
      facts: failing(printing('2.0.9 (Claude Code)')),
      options: { oldest: '2.1.0' },
      expect: [
        { messageId: 'olderThanAsked', severity: 'warning', data: { version: '2.0.9', oldest: '2.1.0' } },
      ],
    },
    {
      name: 'a claude as old as the settings ask for',
      facts: failing(printing('2.1.0 (Claude Code)')),
      options: { oldest: '2.1.0' },
      expect: [],
    },
    {
      name: 'a claude that ends with an error',
      facts: failing(printing('', 127)),
      expect: [
        {
          messageId: 'doesNotRun',
          severity: 'warning',
          data: { path: '/usr/bin/claude', reason: '`claude --version` exits with 127' },
        },
      ],
    },
    {
      name: 'a claude that names no version',
      facts: failing(printing('hello')),
      expect: [{ messageId: 'doesNotRun' }],
    },
    {
      name: 'a claude that hangs',
      facts: failing({ outcome: 'timeout' }),
      expect: [{ messageId: 'doesNotRun' }],
    },
    {
      name: 'a claude whose interpreter is gone',
      facts: failing({ outcome: 'not-found' }),
      expect: [{ messageId: 'doesNotRun' }],
    },
    {
      name: 'a claude that the system does not start',
      facts: failing({ outcome: 'failed', reason: 'ENOEXEC' }),
      expect: [{ messageId: 'doesNotRun', data: { path: '/usr/bin/claude', reason: 'ENOEXEC' } }],
    },
    {
      name: 'a claude that does not run is an error where it is needed to get a login',
      facts: facts({ ...claude({ version: null }), ...nothing }),
      expect: [{ messageId: 'doesNotRun', severity: 'error' }],
    },
  ],
  { describe, it },
)
