import { binary } from '../../plugins/claude-code/facts/binary.js'
import { credentials, type FileCandidate } from '../../plugins/claude-code/facts/credentials.js'
import { overrides } from '../../plugins/claude-code/facts/overrides.js'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { account, clock } from '../../plugins/host/facts.js'
import { agentViews, relianceOn } from '../../src/auth/agent-view.js'
import { botsOwnFailed } from '../../src/auth/claude-code/bots-own.js'
import { otherCandidates } from '../../src/auth/claude-code/candidate-evidence.js'
import { configDirFault } from '../../src/auth/claude-code/config-dir-fault.js'
import type { ClaudeOverride } from '../../src/auth/claude-code/environment.js'
import { guardFaults } from '../../src/auth/claude-code/file-guard.js'
import { folderOf, loginPlace } from '../../src/auth/claude-code/login-place.js'
import { severityWithoutLogin } from '../../src/auth/claude-code/login-severity.js'
import { troubleOf } from '../../src/auth/claude-code/login-trouble.js'
import { overrideEvidence } from '../../src/auth/claude-code/override-evidence.js'
import { environmentToken, unstoredToken } from '../../src/auth/claude-code/unstored-token.js'
import { CLAUDE_CLI_PROFILE } from '../../src/auth/credential.js'
import { own } from '../../src/auth/mapping.js'
import { providersInUse } from '../../src/auth/models.js'
import { defineCheck, type Finding, type Messages, outcomeOf, type Values } from '../../src/contract/index.js'

const CONFIG_DIR = 'claude/config-dir'

const BROKEN = 'The bot gets its Claude login from here, and as it is there is none to get.'
const UNKNOWN = 'Whether Claude Code is logged in is not known, and its login cannot reach the bot.'
const LOG_IN = 'Run `claude` and log in again.'
const SET_UP = 'To give the bot a login, run `{{cli}} models auth setup-token --provider anthropic`.'

const messages = {
  absent: {
    what: 'Claude Code is not logged in: there is no {{path|path}}.',
    why: 'Without a login there is no Claude subscription that the bot could use.',
    next: SET_UP,
  },
  absentOnMac: {
    what: 'Claude Code is not logged in: the Keychain has no login, and there is no {{path|path}}.',
    why: 'Without a login there is no Claude subscription that the bot could use.',
    next: SET_UP,
  },
  loggedOut: {
    what: 'Claude Code is not logged in: {{path|path}} holds no login.',
    why: 'Without a login there is no Claude subscription that the bot could use.',
    next: SET_UP,
  },
  elsewhere: {
    what: '{{variable}} makes Claude Code look in {{path|path}}, where there is no login; there is one in {{other|path}}.',
    why: 'Claude Code does not fall back to another folder: it counts as logged out.',
    next: 'Run `unset {{variable}}`, and delete the line that sets it.',
  },
  onlyInEnvironment: {
    what: '{{name}} in {{place}} holds a Claude token, and the bot has no such token.',
    why: 'Claude Code uses it, but the bot does not read that variable: it needs the token in its store.',
    next: 'Store it with `{{cli}} models auth paste-token --provider anthropic`.',
  },
  blanked: {
    what: 'The login in {{where|path}} was emptied, as a failed renewal leaves it.',
    why: 'Claude Code was logged in and no longer is; the bot cannot get a login from it.',
    next: LOG_IN,
  },
  empty: { what: '{{where|path}} is empty.', why: BROKEN, next: LOG_IN },
  notText: { what: '{{where|path}} does not hold text.', why: BROKEN, next: LOG_IN },
  unparseable: {
    what: '{{where|path}} is not JSON: it breaks off, or goes wrong.',
    why: BROKEN,
    next: LOG_IN,
  },
  wrongShape: {
    what: '{{where|path}} is JSON, but not a login as Claude Code writes it (see {{at}}).',
    why: BROKEN,
    next: LOG_IN,
  },
  folder: {
    what: '{{where|path}} is a folder, and should be a file.',
    why: 'Claude Code can neither read nor store a login there.',
    next: 'Move it away with `mv "{{where}}" "{{where}}.moved"`, then run `claude` and log in.',
  },
  danglingLink: {
    what: '{{where|path}} is a link to {{target|path}}, which does not exist.',
    why: BROKEN,
    next: 'Remove the link with `rm "{{where}}"`, then run `claude` and log in.',
  },
  denied: {
    what: '{{where|path}} may not be read by the user this runs as.',
    why: UNKNOWN,
    next: 'Run `ls -ld "{{folder}}" "{{where}}"` to see whose it is, and give it back to its user.',
  },
  modeForbids: {
    what: '{{where|path}} may not be read even by its owner: its mode is {{mode|mode}}.',
    why: UNKNOWN,
    next: 'Run `chmod 600 "{{where}}"`.',
  },
  readFailed: {
    what: '{{where|path}} could not be read: {{reason}}.',
    why: UNKNOWN,
    next: 'Look at it with `ls -l "{{where}}"`.',
  },
  keychainLocked: {
    what: 'The Keychain is locked, as it is in a session over SSH.',
    why: UNKNOWN,
    next: 'Run `security unlock-keychain`, then `{{cli}} doctor --keychain`.',
  },
  keychainDenied: {
    what: 'This program may not read the {{where}}.',
    why: UNKNOWN,
    next: 'Run `{{cli}} doctor --keychain` and allow it.',
  },
  keychainTimeout: {
    what: 'The Keychain gave no answer in time; a window may be waiting for a password.',
    why: UNKNOWN,
    next: 'Answer that window, then run `{{cli}} doctor --keychain`.',
  },
  keychainNotAsked: {
    what: 'The {{where}} was not read ({{reason}}).',
    why: UNKNOWN,
    next: 'Run `{{cli}} doctor --keychain` in a terminal.',
  },
  keychainFailed: {
    what: 'The Keychain could not be read: {{reason}}.',
    why: UNKNOWN,
    next: 'Look at the {{where}} in Keychain Access.',
  },
  tooOpen: {
    what: '{{path|path}} may be used by others than its owner (mode {{mode|mode}}).',
    why: 'Whoever can read it can use the Claude account.',
    next: 'Run `{{cli}} doctor --fix`.',
  },
  wrongOwner: {
    what: '{{path|path}} belongs to another user (uid {{owner}}; this runs as {{uid}}).',
    why: 'Claude Code cannot renew a login that it may not write; a run under sudo leaves such a file.',
    next: 'Run `sudo chown "$(id -un)" "{{path}}"`.',
  },
  runAsRoot: {
    what: '{{path|path}} belongs to uid {{owner}}, and this runs as root.',
    why: 'What root may read, and where root looks, is not what that user gets.',
    next: 'Run `{{cli}} doctor` as that user.',
  },
  configDirSet: {
    what: '{{variable}} makes Claude Code keep its login in {{folder|path}}.',
    why: 'A bot that is started without that variable looks in the home, and gets another login or none.',
  },
  configDirEmpty: {
    what: 'CLAUDE_CONFIG_DIR is set and empty: Claude Code looks in the current folder, {{folder|path}}.',
    why: 'Which login counts depends on the folder that a command, or the bot, is started in.',
    next: 'Run `unset CLAUDE_CONFIG_DIR`, and delete the line that sets it.',
  },
  configDirRelative: {
    what: '{{variable}} is a relative path: from here it is {{folder|path}}.',
    why: 'Which login counts depends on the folder that a command, or the bot, is started in.',
    next: 'Give it in full: `export {{variable}}="{{folder}}"`',
  },
  overridden: {
    what: '{{name}} in {{place}} makes Claude Code ignore its stored login.',
    why: '`claude` here uses and pays by another credential than the login that the bot gets.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

const needs = { credentials, overrides, binary: outcomeOf(binary), config, stores, account, clock }
type Facts = Values<typeof needs>

export default defineCheck({
  id: 'claude/credentials',
  title: 'Claude Code has a login that can be read, and by its owner alone',
  docsUrl: 'docs/checks/claude/credentials.md',
  severity: 'warning',
  tags: ['claude', 'auth'],
  needs,
  messages,
  volatile: ['reason', 'line', 'column'],
  applies: (facts) => {
    const { state } = facts.config.reading
    if (state !== 'ok' && state !== 'absent')
      return { skip: 'the config could not be read, so which providers are used is not known' }
    const isUsed = viewsOf(facts).some((view) => providersInUse(view.config).includes('anthropic'))
    return isUsed || isStored(facts)
      ? true
      : { skip: 'no agent uses a model of anthropic, and no login of Claude Code is stored' }
  },
  evaluate: (facts) => {
    const { credentials, overrides, account } = facts
    const file = credentials.files.find((candidate) => candidate.used)
    if (file === undefined) return []
    return [
      ...(credentials.used === 'file' ? ofConfigDir(file) : []),
      ...(credentials.reading.state === 'found' ? ofOverrides(overrides) : withoutLogin(facts, file)),
      ...(account.platform === 'win32'
        ? []
        : credentials.files.flatMap((each) => ofGuard(each, account.uid))),
    ]
  },
})

const viewsOf = ({ stores, config }: Pick<Facts, 'stores' | 'config'>) => agentViews(stores, config.config)

const isStored = (facts: Facts): boolean =>
  viewsOf(facts).some((view) => Object.hasOwn(view.store.profiles, CLAUDE_CLI_PROFILE))

/** A token there is one of `claude setup-token`: it never came from a login, and misses none. */
const isLoginStored = (facts: Facts): boolean =>
  viewsOf(facts).some((view) => own(view.store.profiles, CLAUDE_CLI_PROFILE)?.type === 'oauth')

const ofConfigDir = ({ decided, path, reading }: FileCandidate): readonly Found[] => {
  const found = configDirFault(decided, reading.state === 'found')
  if (found === null) return []
  const { messageId, variable, severity } = found
  const evidence = [{ kind: 'environment', name: variable }] as const
  return [{ messageId, subject: CONFIG_DIR, severity, data: { variable, folder: folderOf(path) }, evidence }]
}

const ofOverrides = (overrides: Facts['overrides']): readonly Found[] =>
  overrides.slice(0, 1).map((strongest) => {
    const data = { name: strongest.name, place: placeOf(strongest) }
    const evidence = [overrideEvidence(strongest, overrides)]
    return { messageId: 'overridden', subject: 'claude/overrides', severity: 'info', data, evidence }
  })

const placeOf = ({ from }: ClaudeOverride): string =>
  from === 'environment' ? 'the environment' : "Claude Code's settings.json"

const USED_UP = { causedBy: ['auth/shared-refresh-token'] }

const withoutLogin = (facts: Facts, file: FileCandidate): readonly Found[] => {
  const { overrides, config, clock, account } = facts
  const { used, reading, keychain } = facts.credentials
  const views = viewsOf(facts)
  const reliance = relianceOn('anthropic', views, config.envKeys, clock.now)
  const trouble = troubleOf(used, reading)
  const isMissed = trouble !== null || !botsOwnFailed(views, config.envKeys, clock.now)
  const severity = isMissed ? severityWithoutLogin(trouble, reliance, isLoginStored(facts)) : 'info'
  const token = unstoredToken(overrides, views, config.envKeys)
  const place = loginPlace(file.path, used === 'keychain' ? keychain : null, reading)
  const own = trouble === 'denied' ? ownMode(file, account.uid) : trouble === 'blanked' ? USED_UP : {}
  const found = (trouble === null ? missing(facts, file) : [{ messageId: trouble, ...place, ...own }]).map(
    (each) => ({
      ...each,
      severity,
      evidence: [...each.evidence, ...otherCandidates(facts.credentials)],
    }),
  )
  if (token === null) return found
  return [
    ...found,
    {
      messageId: 'onlyInEnvironment',
      subject: `claude/environment:${token.name}`,
      severity: reliance === 'nothing' ? 'error' : 'info',
      data: { name: token.name, place: placeOf(token) },
      evidence: [overrideEvidence(token, overrides)],
    },
  ]
}

/** Whoever owns a file and still may not read it took that right from themselves. */
const ownMode = ({ path, stat }: FileCandidate, uid: number): Partial<Found> =>
  stat !== null && stat.uid === uid && (stat.mode & 0o400) === 0
    ? { messageId: 'modeForbids', data: { where: path, mode: stat.mode } }
    : {}

/** A token in the environment stands in for a login: then none is missing. */
const missing = ({ credentials, overrides, binary }: Facts, file: FileCandidate): readonly Found[] => {
  const { path, decided, stat } = file
  const found = { subject: 'claude/credentials:file', evidence: [{ kind: 'file', path }] } as const
  const other = credentials.files.find((each) => !each.used && each.reading.state === 'found')
  if (other !== undefined && decided.by !== 'home')
    return [
      {
        ...found,
        messageId: 'elsewhere',
        data: { variable: decided.by, path, other: other.path },
        evidence: [{ kind: 'environment', name: decided.by }, ...found.evidence],
        ...(decided.form === 'absolute' ? {} : { causedBy: [`claude/credentials#${CONFIG_DIR}`] }),
      },
    ]
  if (environmentToken(overrides) !== null) return []
  const messageId = stat !== null ? 'loggedOut' : credentials.keychain !== null ? 'absentOnMac' : 'absent'
  const { onPath, offPath } = binary.status === 'ok' ? binary.value : { onPath: [], offPath: [] }
  const cannotLogIn = binary.status === 'ok' && ![...onPath, ...offPath].some((each) => each.executable)
  return [
    {
      ...found,
      messageId,
      data: { path },
      ...(cannotLogIn ? { causedBy: ['claude/binary!missing', 'claude/binary!notExecutable'] } : {}),
    },
  ]
}

const ofGuard = ({ path, used, stat, reading }: FileCandidate, uid: number): readonly Found[] =>
  stat === null
    ? []
    : guardFaults(stat, uid, reading.state !== 'denied').map(({ fault, data }) => ({
        messageId: fault,
        subject: used ? 'claude/credentials:file' : 'claude/credentials:home-file',
        severity: fault === 'runAsRoot' ? 'info' : 'warning',
        data: { path, ...data },
        evidence: [{ kind: 'file', path }],
        ...(fault === 'tooOpen' ? { fixes: ['claude/restrict-credentials'] } : {}),
      }))
