import { binary } from '../../plugins/claude-code/facts/binary.js'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock } from '../../plugins/host/facts.js'
import { agentViews, type Reliance, relianceOn } from '../../src/auth/agent-view.js'
import { claudeVersion, isTooOld, isVersion, OLDEST_CLAUDE } from '../../src/auth/claude-code/version.js'
import {
  defineCheck,
  defineOptions,
  type ExecResult,
  type Finding,
  type Messages,
  type Severity,
} from '../../src/contract/index.js'

const SEVERITY: Readonly<Record<Reliance, Severity>> = {
  nothing: 'error',
  subscription: 'warning',
  key: 'info',
  unused: 'info',
}

const messages = {
  missing: {
    what: 'Claude Code is not installed: there is no `claude`, on PATH or in the places installers use.',
    why: 'A Claude subscription is logged in, and its login renewed, by `claude`.',
    next: 'Install it with `npm install -g @anthropic-ai/claude-code`, then run `claude` and log in.',
  },
  offPath: {
    what: 'Claude Code is at {{path|path}}, which is not on PATH.',
    why: 'Neither a shell nor a service finds `claude` there.',
    next: 'Add this line to your shell profile: `export PATH="{{folder}}:$PATH"`',
  },
  notExecutable: {
    what: '{{path|path}} may not be executed.',
    why: 'It is passed over, so `claude` is not found, or another copy is run.',
    next: 'Run `chmod +x "{{path}}"`.',
  },
  doesNotRun: {
    what: '{{path|path}} does not run: {{reason}}.',
    why: 'Without a working `claude` the login cannot be renewed.',
    next: 'Install it again with `npm install -g @anthropic-ai/claude-code`.',
  },
  tooOld: {
    what: 'Claude Code {{version}} is older than {{oldest}}.',
    why: 'Its credentials may have another layout than the one that is read here.',
    next: 'Run `claude update`.',
  },
  olderThanAsked: {
    what: 'Claude Code {{version}} is older than {{oldest}}, which `clawdbot.doctor.json` asks for.',
    why: 'On this machine a newer one is meant to keep the login.',
    next: 'Run `claude update`.',
  },
  severalCopies: {
    what: 'There are {{count}} copies of `claude`: {{paths|list}}.',
    why: 'A shell and a service with another PATH may run different ones; the first one counts here.',
  },
} satisfies Messages

export default defineCheck({
  id: 'claude/binary',
  title: 'Claude Code is installed and can be found',
  docsUrl: 'docs/checks/claude/binary.md',
  severity: 'warning',
  tags: ['claude', 'install'],
  needs: { binary, config, stores, clock },
  messages,
  volatile: ['reason'],
  options: defineOptions({
    oldest: { default: OLDEST_CLAUDE, accepts: isVersion, expected: 'a version such as "2.1.0"' },
  }),
  applies: ({ config, stores, clock }) => {
    const { state } = config.reading
    if (state !== 'ok' && state !== 'absent')
      return { skip: 'the config could not be read, so which providers are used is not known' }
    return relianceOn('anthropic', agentViews(stores, config.config), config.envKeys, clock.now) === 'unused'
      ? { skip: 'no agent uses a model of anthropic' }
      : true
  },
  evaluate: ({ binary: { onPath, offPath, version }, config, stores, clock }, { oldest }) => {
    const views = agentViews(stores, config.config)
    const severity = SEVERITY[relianceOn('anthropic', views, config.envKeys, clock.now)]
    const subject = 'claude'
    const runnable = [...onPath, ...offPath].find((found) => found.executable)
    const blocked =
      onPath.find((found) => !found.executable) ?? (runnable === undefined ? offPath[0] : undefined)
    const findings: Finding<typeof messages>[] = []
    if (blocked !== undefined)
      findings.push({
        messageId: 'notExecutable',
        subject,
        severity: runnable === undefined ? severity : 'info',
        data: { path: blocked.path },
        evidence: [{ kind: 'file', path: blocked.path }],
      })
    if (runnable === undefined)
      return blocked ? findings : [{ messageId: 'missing', subject, severity, evidence: [] }]

    const { path } = runnable
    const evidence = [{ kind: 'file', path }] as const
    if (!onPath.includes(runnable)) {
      const folder = path.replace(/[\\/][^\\/]*$/, '')
      findings.push({
        messageId: 'offPath',
        subject,
        severity: severity === 'info' ? 'info' : 'warning',
        data: { path, folder },
        evidence,
      })
    }
    const copies = [...new Set([...onPath, ...offPath].map((found) => found.realPath))]
    if (copies.length > 1)
      findings.push({
        messageId: 'severalCopies',
        subject,
        severity: 'info',
        data: { count: copies.length, paths: copies },
        evidence,
      })
    const printed = versionIn(version)
    if (printed === null)
      findings.push({
        messageId: 'doesNotRun',
        subject,
        severity,
        data: { path, reason: whyNot(version) },
        evidence,
      })
    else if (isTooOld(printed))
      findings.push({
        messageId: 'tooOld',
        subject,
        data: { version: printed, oldest: OLDEST_CLAUDE },
        evidence,
      })
    else if (isTooOld(printed, oldest))
      findings.push({
        messageId: 'olderThanAsked',
        subject,
        data: { version: printed, oldest },
        evidence,
      })
    return findings
  },
})

const versionIn = (result: ExecResult | null): string | null =>
  result?.outcome === 'exited' && result.code === 0 ? claudeVersion(result.stdout) : null

const whyNot = (result: ExecResult | null): string => {
  if (result === null) return 'it was not tried'
  if (result.outcome === 'timeout') return '`claude --version` gave no answer in time'
  if (result.outcome === 'failed') return result.reason
  if (result.outcome !== 'exited') return `\`claude --version\` could not be started (${result.outcome})`
  return result.code === 0
    ? '`claude --version` names no version'
    : `\`claude --version\` exits with ${result.code}`
}
