import { describe, it } from 'vitest'
import credentialsCheck from '../../../checks/claude/credentials.js'
import type { ClaudeBinary } from '../../../plugins/claude-code/facts/binary.js'
import type { FileCandidate } from '../../../plugins/claude-code/facts/credentials.js'
import type { ClaudeOverride } from '../../../src/auth/claude-code/environment.js'
import type { Values } from '../../../src/contract/index.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aClaudeFile,
  aConfig,
  accessText,
  accountFact,
  anAgent,
  anApiKey,
  anOauth,
  aStat,
  aStore,
  aToken,
  CLAUDE_FILE,
  claudeCredentials,
  claudeFiles,
  claudeKeychain,
  clockFact,
  HOME,
  secret,
  UID,
  usingProvider,
} from '../facts.js'

type Facts = Values<typeof credentialsCheck.needs>

const installed: ClaudeBinary = {
  onPath: [{ path: '/usr/bin/claude', realPath: '/usr/bin/claude', executable: true }],
  offPath: [],
  version: { outcome: 'exited', code: 0, stdout: '2.1.330 (Claude Code)', stderr: '' },
}
const notInstalled: ClaudeBinary = { onPath: [], offPath: [], version: null }

/** A Linux machine where all is well; the bot uses a copy of the login. */
const facts = (over: Partial<Facts> = {}): Facts => ({
  credentials: claudeCredentials(),
  overrides: [],
  binary: { status: 'ok', value: installed },
  config: aConfig(),
  stores: [aStore({ 'anthropic:claude-cli': anOauth() })],
  account: accountFact,
  clock: clockFact,
  ...over,
})

const nothing = { stores: [aStore()] }
const key = { stores: [aStore({ 'anthropic:manual': anApiKey() })] }
const setupToken = { stores: [aStore({ 'anthropic:manual': aToken() })] }
const unused = {
  config: aConfig(usingProvider('openai')),
  stores: [aStore({ 'anthropic:claude-cli': anOauth() })],
}

const absent = { credentials: claudeCredentials({ state: 'absent' }) }
const blanked = { credentials: claudeCredentials({ state: 'blanked' }) }
const holding = (reading: FileCandidate['reading']): Facts =>
  facts({ credentials: claudeCredentials(reading) })

const override = (name: string, over: Partial<ClaudeOverride> = {}): ClaudeOverride => ({
  name,
  kind: 'token',
  from: 'environment',
  secret: secret(accessText('exported')),
  ...over,
})
const exported = override('CLAUDE_CODE_OAUTH_TOKEN')

const ELSEWHERE = '/srv/claude/.credentials.json'
const inConfigDir = (
  form: 'absolute' | 'relative' | 'empty',
  reading?: FileCandidate['reading'],
  by: 'CLAUDE_CONFIG_DIR' | 'CLAUDE_SECURESTORAGE_CONFIG_DIR' = 'CLAUDE_CONFIG_DIR',
): FileCandidate => aClaudeFile(reading, { path: ELSEWHERE, decided: { by, form } })
const leftAtHome = (over: Partial<FileCandidate> = {}): FileCandidate =>
  aClaudeFile(over.reading, { used: false, ...over })

const onMac = { account: { ...accountFact, platform: 'darwin' as const } }
const atFile = {
  subject: 'claude/credentials:file',
  evidence: [{ kind: 'file' as const, path: CLAUDE_FILE }],
}

/** What looking in another place came to. */
const looked = (pointer: string, value: string) => ({
  kind: 'value' as const,
  fact: 'claude/credentials',
  pointer: `${pointer}/reading/state`,
  value,
})

testCheck(
  credentialsCheck,
  [
    { name: 'a login that its owner alone can read is well', facts: facts(), expect: [] },
    {
      name: 'it is not judged where the config could not be read',
      facts: facts({ ...absent, config: aConfig({}, { reading: { state: 'not-a-mapping' } }) }),
      expect: { skip: true },
    },
    {
      name: 'it is not judged where no agent uses anthropic and no copy is stored',
      facts: facts({ ...absent, ...nothing, config: unused.config }),
      expect: { skip: true },
    },
    {
      name: 'an agent that was not selected does not count',
      facts: facts({
        ...absent,
        config: aConfig(usingProvider('openai')),
        stores: [
          aStore({ 'anthropic:claude-cli': anOauth() }, { agent: anAgent('work', { selected: false }) }),
        ],
      }),
      expect: { skip: true },
    },
    {
      name: 'an inherited copy counts as stored',
      facts: facts({
        ...absent,
        config: aConfig(usingProvider('openai')),
        stores: [
          aStore({ 'anthropic:claude-cli': anOauth() }, { agent: anAgent('main', { selected: false }) }),
          aStore({}, { agent: anAgent('work'), reading: { state: 'absent' } }),
        ],
      }),
      expect: [{ messageId: 'absent', severity: 'info' }],
    },
    {
      name: 'a missing login is an error where nothing else serves',
      facts: facts({ ...absent, ...nothing }),
      expect: [{ ...atFile, messageId: 'absent', severity: 'error', data: { path: CLAUDE_FILE } }],
    },
    {
      name: 'a missing login is an error where one of two agents has nothing',
      facts: facts({
        ...absent,
        stores: [
          aStore({}, { agent: anAgent('main', { selected: false }) }),
          aStore({ 'anthropic:manual': anApiKey() }, { agent: anAgent('home') }),
          aStore({}, { agent: anAgent('work') }),
        ],
      }),
      expect: [{ messageId: 'absent', severity: 'error' }],
    },
    {
      name: 'a missing login is a warning where the bot lives on a copy of it',
      facts: facts(absent),
      expect: [{ messageId: 'absent', severity: 'warning' }],
    },
    {
      name: 'a missing login is a note where a token of setup-token stands in the place of its copy',
      facts: facts({
        ...absent,
        stores: [aStore({ 'anthropic:claude-cli': aToken() })],
      }),
      expect: [{ messageId: 'absent', severity: 'info' }],
    },
    {
      name: 'a missing login is a note where the bot lives on another token',
      facts: facts({ ...absent, ...setupToken }),
      expect: [{ messageId: 'absent', severity: 'info' }],
    },
    {
      name: 'a missing login is a note where the bot has a key',
      facts: facts({ ...absent, ...key }),
      expect: [{ messageId: 'absent', severity: 'info' }],
    },
    {
      name: 'a missing login is a note where only its copy is left',
      facts: facts({ ...absent, ...unused }),
      expect: [{ messageId: 'absent', severity: 'info' }],
    },
    {
      name: 'who has no claude cannot be logged in',
      facts: facts({ ...absent, ...nothing, binary: { status: 'ok', value: notInstalled } }),
      expect: [{ messageId: 'absent', causedBy: ['claude/binary!missing', 'claude/binary!notExecutable'] }],
    },
    {
      name: 'it is judged also where nothing could be learned about claude itself',
      facts: facts({ ...absent, ...nothing, binary: { status: 'timeout', reason: 'no answer' } }),
      expect: [{ ...atFile, messageId: 'absent', severity: 'error', data: { path: CLAUDE_FILE } }],
    },
    {
      name: 'a file without a login in it is not a missing file',
      facts: facts({ credentials: claudeCredentials({ state: 'absent' }, { stat: aStat() }), ...key }),
      expect: [{ ...atFile, messageId: 'loggedOut', severity: 'info' }],
    },
    {
      name: 'a login that was emptied is an error where nothing else serves',
      facts: facts({ ...blanked, ...nothing }),
      expect: [{ ...atFile, messageId: 'blanked', severity: 'error' }],
    },
    {
      name: 'a login that was emptied is a warning where a copy of it serves',
      facts: facts(blanked),
      expect: [{ messageId: 'blanked', severity: 'warning' }],
    },
    {
      name: 'a login that was emptied is a warning where a key serves',
      facts: facts({ ...blanked, ...key }),
      expect: [{ messageId: 'blanked', severity: 'warning' }],
    },
    {
      name: 'a login that was emptied is a warning where anthropic is not used',
      facts: facts({ ...blanked, ...unused }),
      expect: [{ messageId: 'blanked', severity: 'warning' }],
    },
    {
      name: 'an empty file',
      facts: holding({ state: 'empty' }),
      expect: [{ ...atFile, messageId: 'empty' }],
    },
    {
      name: 'a file that is not text',
      facts: holding({ state: 'not-text' }),
      expect: [{ ...atFile, messageId: 'notText' }],
    },
    {
      name: 'a file that is not JSON is told with the place',
      facts: holding({ state: 'unparseable', line: 3, column: 7, reason: 'a comma is missing' }),
      expect: [
        {
          messageId: 'unparseable',
          data: { where: CLAUDE_FILE, folder: `${HOME}/.claude`, line: 3, column: 7 },
          evidence: [{ kind: 'file', path: CLAUDE_FILE, line: 3, column: 7 }],
        },
      ],
    },
    {
      name: 'a login without its date is told with the path of keys',
      facts: holding({ state: 'wrong-shape', at: ['claudeAiOauth', 'expiresAt'] }),
      expect: [
        {
          messageId: 'wrongShape',
          data: { where: CLAUDE_FILE, folder: `${HOME}/.claude`, at: 'claudeAiOauth.expiresAt' },
        },
      ],
    },
    {
      name: 'a folder in the place of the file',
      facts: facts({
        credentials: claudeCredentials({ state: 'folder' }, { stat: aStat({ kind: 'folder', mode: 0o755 }) }),
      }),
      expect: [{ ...atFile, messageId: 'folder', severity: 'warning' }],
    },
    {
      name: 'a link to nowhere',
      facts: holding({ state: 'dangling-link', target: '/mnt/gone' }),
      expect: [
        {
          messageId: 'danglingLink',
          data: { where: CLAUDE_FILE, folder: `${HOME}/.claude`, target: '/mnt/gone' },
        },
      ],
    },
    {
      name: 'a file of another user that may not be read is told once',
      facts: facts({
        credentials: claudeCredentials({ state: 'denied' }, { stat: aStat({ uid: 0 }) }),
        ...nothing,
      }),
      expect: [{ ...atFile, messageId: 'denied', severity: 'error' }],
    },
    {
      name: 'a file that its owner may not read because of its mode is told with the command that mends it',
      facts: facts({
        credentials: claudeCredentials({ state: 'denied' }, { stat: aStat({ mode: 0 }) }),
        ...nothing,
      }),
      expect: [
        { ...atFile, messageId: 'modeForbids', severity: 'error', data: { where: CLAUDE_FILE, mode: 0 } },
      ],
    },
    {
      name: 'a missing login is a note where the bot lived on a pasted token, which has expired',
      facts: facts({
        ...absent,
        stores: [aStore({ 'anthropic:manual': aToken({ expires: clockFact.now - 1 }) })],
      }),
      expect: [{ messageId: 'absent', severity: 'info' }],
    },
    {
      name: 'a file that the disk does not give',
      facts: holding({ state: 'failed', reason: 'EIO' }),
      expect: [
        { messageId: 'readFailed', data: { where: CLAUDE_FILE, folder: `${HOME}/.claude`, reason: 'EIO' } },
      ],
    },
    {
      name: 'a Keychain and a file without a login',
      facts: facts({
        ...onMac,
        credentials: { ...claudeKeychain({ state: 'absent' }), used: 'file', reading: { state: 'absent' } },
      }),
      expect: [
        {
          ...atFile,
          messageId: 'absentOnMac',
          severity: 'warning',
          evidence: [...atFile.evidence, looked('/keychain', 'absent')],
        },
      ],
    },
    {
      name: 'a locked Keychain is not a missing login',
      facts: facts({ ...onMac, credentials: claudeKeychain({ state: 'locked' }), ...nothing }),
      expect: [
        {
          messageId: 'keychainLocked',
          subject: 'claude/credentials:keychain',
          severity: 'error',
          data: { where: 'Keychain item Claude Code-credentials' },
          evidence: [
            {
              kind: 'command',
              argv: ['security', 'find-generic-password', '-s', 'Claude Code-credentials', '-a', 'ada'],
              code: null,
            },
            looked('/files/0', 'absent'),
          ],
        },
      ],
    },
    {
      name: 'a Keychain that refuses',
      facts: facts({ ...onMac, credentials: claudeKeychain({ state: 'denied' }) }),
      expect: [{ messageId: 'keychainDenied', severity: 'warning' }],
    },
    {
      name: 'a Keychain that does not answer',
      facts: facts({ ...onMac, credentials: claudeKeychain({ state: 'timeout' }), ...key }),
      expect: [{ messageId: 'keychainTimeout', severity: 'warning' }],
    },
    {
      name: 'a Keychain that fails',
      facts: facts({ ...onMac, credentials: claudeKeychain({ state: 'failed', reason: 'exit 51' }) }),
      expect: [
        {
          messageId: 'keychainFailed',
          data: { where: 'Keychain item Claude Code-credentials', reason: 'exit 51' },
        },
      ],
    },
    {
      name: 'a Keychain that was not asked is a note where the bot has something to use',
      facts: facts({ ...onMac, credentials: claudeKeychain({ state: 'not-asked', reason: 'no-terminal' }) }),
      expect: [{ messageId: 'keychainNotAsked', severity: 'info' }],
    },
    {
      name: 'a Keychain that was not asked is a warning, and no error, where nothing else serves',
      facts: facts({
        ...onMac,
        ...nothing,
        credentials: claudeKeychain({ state: 'not-asked', reason: 'not-allowed' }),
      }),
      expect: [{ messageId: 'keychainNotAsked', severity: 'warning' }],
    },
    {
      name: 'an emptied Keychain item is told by its name',
      facts: facts({ ...onMac, credentials: claudeKeychain({ state: 'blanked' }) }),
      expect: [{ messageId: 'blanked', data: { where: 'Keychain item Claude Code-credentials' } }],
    },
    {
      name: 'a file that others can read can be closed',
      facts: facts({ credentials: claudeCredentials(undefined, { stat: aStat({ mode: 0o644 }) }) }),
      expect: [
        {
          ...atFile,
          messageId: 'tooOpen',
          severity: 'warning',
          data: { path: CLAUDE_FILE, mode: 0o644, wanted: 0o600 },
          fixes: ['claude/restrict-credentials'],
        },
      ],
    },
    {
      name: 'a login that was left at home is guarded too',
      facts: facts({
        credentials: claudeFiles(inConfigDir('absolute'), leftAtHome({ stat: aStat({ mode: 0o640 }) })),
      }),
      expect: [
        {
          messageId: 'configDirSet',
          subject: 'claude/config-dir',
          severity: 'info',
          data: { variable: 'CLAUDE_CONFIG_DIR', folder: '/srv/claude' },
          evidence: [{ kind: 'environment', name: 'CLAUDE_CONFIG_DIR' }],
        },
        { messageId: 'tooOpen', subject: 'claude/credentials:home-file' },
      ],
    },
    {
      name: 'a file of another user is told by its owner alone',
      facts: facts({ credentials: claudeCredentials(undefined, { stat: aStat({ uid: 0, mode: 0o644 }) }) }),
      expect: [
        {
          ...atFile,
          messageId: 'wrongOwner',
          severity: 'warning',
          data: { path: CLAUDE_FILE, owner: 0, uid: UID },
        },
      ],
    },
    {
      name: 'root over a home of somebody else is a note',
      facts: facts({ account: { ...accountFact, uid: 0 } }),
      expect: [{ messageId: 'runAsRoot', severity: 'info', data: { path: CLAUDE_FILE, owner: UID, uid: 0 } }],
    },
    {
      name: 'root can close the file of somebody else',
      facts: facts({
        account: { ...accountFact, uid: 0 },
        credentials: claudeCredentials(undefined, { stat: aStat({ mode: 0o604 }) }),
      }),
      expect: [{ messageId: 'runAsRoot' }, { messageId: 'tooOpen', fixes: ['claude/restrict-credentials'] }],
    },
    {
      name: 'Windows has neither modes nor owners to judge',
      facts: facts({
        account: { ...accountFact, platform: 'win32', uid: -1 },
        credentials: claudeCredentials(undefined, { stat: aStat({ mode: 0o666, uid: 0 }) }),
      }),
      expect: [],
    },
    {
      name: 'an empty CLAUDE_CONFIG_DIR means another folder each time',
      facts: facts({ credentials: claudeFiles(inConfigDir('empty'), leftAtHome()) }),
      expect: [
        {
          messageId: 'configDirEmpty',
          severity: 'warning',
          data: { variable: 'CLAUDE_CONFIG_DIR', folder: '/srv/claude' },
          evidence: [{ kind: 'environment', name: 'CLAUDE_CONFIG_DIR' }],
        },
      ],
    },
    {
      name: 'an empty CLAUDE_SECURESTORAGE_CONFIG_DIR means the home',
      facts: facts({
        credentials: claudeFiles(inConfigDir('empty', undefined, 'CLAUDE_SECURESTORAGE_CONFIG_DIR')),
      }),
      expect: [],
    },
    {
      name: 'a relative folder, whichever variable names it',
      facts: facts({
        credentials: claudeFiles(inConfigDir('relative', undefined, 'CLAUDE_SECURESTORAGE_CONFIG_DIR')),
      }),
      expect: [
        {
          messageId: 'configDirRelative',
          severity: 'warning',
          data: { variable: 'CLAUDE_SECURESTORAGE_CONFIG_DIR', folder: '/srv/claude' },
        },
      ],
    },
    {
      name: 'a login at home is of no use where a variable points elsewhere',
      facts: facts({
        ...nothing,
        credentials: claudeFiles(inConfigDir('absolute', { state: 'absent' }), leftAtHome()),
      }),
      expect: [
        {
          messageId: 'elsewhere',
          severity: 'error',
          data: { variable: 'CLAUDE_CONFIG_DIR', path: ELSEWHERE, other: CLAUDE_FILE },
          evidence: [
            { kind: 'environment', name: 'CLAUDE_CONFIG_DIR' },
            { kind: 'file', path: ELSEWHERE },
            looked('/files/1', 'found'),
          ],
        },
      ],
    },
    {
      name: 'where the variable is empty, that is the cause',
      facts: facts({ credentials: claudeFiles(inConfigDir('empty', { state: 'absent' }), leftAtHome()) }),
      expect: [
        { messageId: 'configDirEmpty', subject: 'claude/config-dir' },
        { messageId: 'elsewhere', causedBy: ['claude/credentials#claude/config-dir'] },
      ],
    },
    {
      name: 'a variable that points elsewhere, and no login at home either',
      facts: facts({
        credentials: claudeFiles(
          inConfigDir('absolute', { state: 'absent' }),
          leftAtHome({ reading: { state: 'blanked' } }),
        ),
      }),
      expect: [
        {
          messageId: 'absent',
          data: { path: ELSEWHERE },
          evidence: [{ kind: 'file', path: ELSEWHERE }, looked('/files/1', 'blanked')],
        },
      ],
    },
    {
      name: 'a token in the environment alone is an error where nothing else serves, and no login is missing',
      facts: facts({ ...absent, ...nothing, overrides: [exported] }),
      expect: [
        {
          messageId: 'onlyInEnvironment',
          subject: 'claude/environment:CLAUDE_CODE_OAUTH_TOKEN',
          severity: 'error',
          data: { name: 'CLAUDE_CODE_OAUTH_TOKEN', place: 'the environment' },
          evidence: [{ kind: 'environment', name: 'CLAUDE_CODE_OAUTH_TOKEN' }],
        },
      ],
    },
    {
      name: 'a token in the settings alone is a note where the bot has a key',
      facts: facts({
        ...absent,
        ...key,
        overrides: [override('ANTHROPIC_API_KEY'), override('CLAUDE_CODE_OAUTH_TOKEN', { from: 'settings' })],
      }),
      expect: [
        {
          messageId: 'onlyInEnvironment',
          severity: 'info',
          evidence: [
            {
              kind: 'value',
              fact: 'claude/overrides',
              pointer: '/1/name',
              value: 'CLAUDE_CODE_OAUTH_TOKEN',
            },
          ],
        },
      ],
    },
    {
      name: 'a token in the environment that is stored as well is well',
      facts: facts({
        ...absent,
        overrides: [exported],
        stores: [aStore({ 'anthropic:manual': aToken({ token: secret(accessText('exported')) }) })],
      }),
      expect: [],
    },
    {
      name: 'a token that the gateway has under its own variable is well',
      facts: facts({
        ...absent,
        ...nothing,
        overrides: [exported],
        config: aConfig({}, { envKeys: { ANTHROPIC_OAUTH_TOKEN: secret(accessText('exported')) } }),
      }),
      expect: [],
    },
    {
      name: 'a token in the environment does not hide a broken login',
      facts: facts({ ...blanked, ...nothing, overrides: [exported] }),
      expect: [{ messageId: 'blanked' }, { messageId: 'onlyInEnvironment', severity: 'error' }],
    },
    {
      name: 'the strongest override of a login that is there is told',
      facts: facts({
        overrides: [override('CLAUDE_CODE_USE_BEDROCK', { kind: 'cloud', secret: null }), exported],
      }),
      expect: [
        {
          messageId: 'overridden',
          severity: 'info',
          data: { name: 'CLAUDE_CODE_USE_BEDROCK', place: 'the environment' },
          evidence: [{ kind: 'environment', name: 'CLAUDE_CODE_USE_BEDROCK' }],
        },
      ],
    },
    {
      name: 'agents whose stores cannot be read do not make a login unneeded',
      facts: facts({
        ...blanked,
        stores: [
          aStore({}, { reading: { state: 'unparseable', line: 1, column: 1, reason: 'it is not JSON' } }),
        ],
      }),
      expect: [{ messageId: 'blanked', severity: 'warning' }],
    },
  ],
  { describe, it },
)
