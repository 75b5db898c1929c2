import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { services } from '../../plugins/host/facts/services.js'
import { account, clock } from '../../plugins/host/facts.js'
import {
  type AgentView,
  agentViews,
  chooseFor,
  type Reliance,
  relianceOn,
} from '../../src/auth/agent-view.js'
import type { EnvKeys } from '../../src/auth/env-keys.js'
import { providersInUse } from '../../src/auth/models.js'
import { stateDir } from '../../src/auth/paths.js'
import type { GatewayService } from '../../src/auth/service/gateway-service.js'
import { isOfOtherUser, judgedServices } from '../../src/auth/service/judged-services.js'
import { keyDifferences } from '../../src/auth/service/key-differences.js'
import { reloadCommand, restartCommand, variableLine } from '../../src/auth/service/service-lines.js'
import { type PlaceDifference, placeDifferences } from '../../src/auth/service/service-place.js'
import {
  defineCheck,
  type Finding,
  type Messages,
  type Severity,
  type Values,
} from '../../src/contract/index.js'

const NOT_FOR_IT = 'What is found here need not hold for the bot.'
const ADD_LINE =
  'Run `{{edit}}`, write `{{line}}` under `{{section}}` (write that too, if it is not there), then run `{{restart}}`.'

const messages = {
  otherUser: {
    what: 'The service {{service}} runs the gateway as {{user}}; this runs as {{userName}}.',
    why: `The gateway has another home, and its credentials from there. ${NOT_FOR_IT}`,
    next: 'Run `{{cli}} doctor` as {{user}}, for example by `sudo -u {{user}} -H {{cli}} doctor`.',
  },
  homeDiffers: {
    what: 'The service {{service}} runs with HOME={{there}}; here it is {{here}}.',
    why: `The gateway's state and Claude Code's login are looked for there. ${NOT_FOR_IT}`,
    next: ADD_LINE,
  },
  lacksVariable: {
    what: 'The service {{service}} has no {{variable}}, which is set here: {{noun}} is {{there|path}} for it, and {{here|path}} here.',
    why: `The gateway and this shell look at different places. ${NOT_FOR_IT}`,
    next: ADD_LINE,
  },
  ownVariable: {
    what: 'The service {{service}} is told another place by {{variable}}: {{noun}} is {{there|path}} for it, and {{here|path}} here.',
    why: `The gateway and this shell look at different places. ${NOT_FOR_IT}`,
    next: 'Run `export {{variable}}="{{there}}"`, then `{{cli}} doctor` again.',
  },
  claudeOffPath: {
    what: 'The PATH of the service {{service}} misses `claude`, which is at {{path|path}}.',
    why: 'The gateway cannot start Claude Code, although a shell can.',
    next: ADD_LINE,
  },
  nodeOffPath: {
    what: 'The service {{service}} starts {{program|path}}, and its PATH has no `node` to run it with.',
    why: 'A script without its interpreter does not start, so the bot stays silent.',
    next: ADD_LINE,
  },
  keyOnlyHere: {
    what: '{{variable}} is set in this shell, and not for the service {{service}}.',
    why: 'Here {{provider}} is used by that key; the gateway has none and gets no answer.',
    next: 'Put {{variable}} into {{envFile|path}}, then run `{{restart}}`.',
  },
  keyOnlyThere: {
    what: '{{variable}} is set for the service {{service}}, and not in this shell.',
    why: 'The gateway may use that key, which is paid for by use, where this shell finds another credential or none.',
  },
  keyDiffers: {
    what: '{{variable}} of the service {{service}} is another one than in this shell.',
    why: 'Whether one of them works says nothing about the other.',
    next: 'Find out which one is meant, and put it into {{envFile|path}} alone.',
  },
  missingFile: {
    what: 'The service {{service}} needs the file {{path|path}}, which is not there.',
    why: 'The service manager does not start a service without the file of its variables.',
    next: 'Create the file, or put a `-` before its path in {{unit|path}}.',
  },
  unread: {
    what: '{{path|path}}, which says how the service {{service}} is started, cannot be read.',
    why: 'Whether the gateway has the same HOME, PATH and keys as this shell is not known.',
    next: 'Look at it as a user who may read it: `sudo cat "{{path}}"`.',
  },
  noLinger: {
    what: 'The service {{service}} ends when {{userName}} logs out: lingering is off.',
    why: "A user's services run only while the user is logged in, so the bot stops with the last session.",
    next: 'Run `loginctl enable-linger {{userName}}`.',
  },
  needsReload: {
    what: 'The files of the service {{service}} have changed since systemd read them.',
    why: 'What was added to them is not in effect yet.',
    next: 'Run `{{reload}}`, then `{{restart}}`.',
  },
  notManaged: {
    what: 'The service {{service}} is installed, and no service manager of this user answers ({{reason}}).',
    why: 'Its files are judged as they are written; whether the gateway is started by them is not known.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

const needs = { services, account, stores, config, clock }
type Facts = Values<typeof needs>

const NOUNS = {
  CLAWDBOT_STATE_DIR: 'the state folder',
  CLAWDBOT_CONFIG_PATH: 'the config',
  CLAUDE_CONFIG_DIR: "Claude Code's folder",
} as const

export default defineCheck({
  id: 'host/service-env',
  title: 'The service that runs the gateway sees what this shell sees',
  docsUrl: 'docs/checks/host/service-env.md',
  severity: 'warning',
  tags: ['host', 'service'],
  needs,
  messages,
  volatile: ['reason', 'edit', 'reload', 'restart', 'noun', 'section', 'line'],
  applies: ({ services: { services, inside }, account }) => {
    if (account.platform === 'win32') return { skip: "Windows' tasks are not looked at" }
    if (services.length > 0) return true
    return { skip: `no service runs the gateway${inside === null ? '' : `; this is ${INSIDE[inside]}`}` }
  },
  evaluate: (facts) => {
    const { services: known, account } = facts
    const shell = { ...account, env: known.shell.places }
    return judgedServices(known.services, shell, account.userName).flatMap((service): readonly Found[] => {
      const about = aboutService(service, account.uid)
      if (isOfOtherUser(service, account.userName))
        return [about('otherUser', '', 'warning', { user: service.user, userName: account.userName })]
      if (service.unread.length > 0)
        return service.unread.map((path) => about('unread', `/file:${path}`, 'info', { path }))
      return [
        ...service.missingFiles.map((path) =>
          about('missingFile', `/file:${path}`, 'error', { path, unit: service.path }),
        ),
        ...placeDifferences(service, shell).map((difference) => placeFinding(service, about, difference)),
        ...programFindings(service, about, facts),
        ...keyFindings(service, about, facts),
        ...managerFindings(service, about, facts),
      ]
    })
  },
})

const INSIDE = { wsl: 'WSL', container: 'a container' } as const

type About = (
  messageId: Found['messageId'],
  subject: string,
  severity: Severity,
  data: Readonly<Record<string, string | null>>,
) => Found

const aboutService =
  (service: GatewayService, uid: number): About =>
  (messageId, subject, severity, data) => ({
    messageId,
    subject: `service:${service.name}${subject}`,
    severity,
    data: { service: service.name, restart: restartCommand(service, uid), ...data },
    evidence: [service.path, ...service.dropIns].map((path) => ({ kind: 'file', path })),
  })

const lineOf = (service: GatewayService, name: string, value: string) => ({
  ...variableLine(service, name, value),
})

const placeFinding = (
  service: GatewayService,
  about: About,
  { variable, here, there, setThere }: PlaceDifference,
): Found => {
  if (variable === 'HOME')
    return about('homeDiffers', '/HOME', 'warning', { here, there, ...lineOf(service, variable, here) })
  const data = { variable, here, there, noun: NOUNS[variable] }
  return setThere
    ? about('ownVariable', `/${variable}`, 'warning', data)
    : about('lacksVariable', `/${variable}`, 'warning', { ...data, ...lineOf(service, variable, here) })
}

const NEEDS_CLAUDE: readonly Reliance[] = ['nothing', 'subscription']

const programFindings = (
  service: GatewayService,
  about: About,
  { services: { shellFinds }, stores, config, clock }: Facts,
): readonly Found[] => {
  const { finds, program, script, places, unknown } = service
  if (unknown.includes('PATH')) return []
  const withFolderOf = (path: string) =>
    lineOf(service, 'PATH', [places.PATH ?? '', path.replace(/\/[^/]*$/, '')].filter(Boolean).join(':'))
  const findings: Found[] = []
  if (finds.claude === null && shellFinds.claude !== null) {
    const views = agentViews(stores, config.config)
    const isNeeded = NEEDS_CLAUDE.includes(relianceOn('anthropic', views, config.envKeys, clock.now))
    const path = shellFinds.claude
    findings.push(
      about('claudeOffPath', '/claude', isNeeded ? 'warning' : 'info', { path, ...withFolderOf(path) }),
    )
  }
  // Clawdbot's own command is a script for whichever `node` is on PATH.
  const isScript = program !== null && script === null && /(^|\/)clawdbot$/.test(program)
  if (isScript && finds.node === null && shellFinds.node !== null)
    findings.push(about('nodeOffPath', '/node', 'error', { program, ...withFolderOf(shellFinds.node) }))
  return findings
}

const keyFindings = (service: GatewayService, about: About, facts: Facts): readonly Found[] => {
  const { services: known, stores, config, clock, account } = facts
  const byItself = [...known.inEnvFile, ...Object.keys(config.config.env)]
  const used = usedKeys(agentViews(stores, config.config), config.envKeys, clock.now)
  const envFile = `${stateDir({ ...account, env: known.shell.places })}/.env`
  return keyDifferences(known.shell.keys, service.keys, byItself).flatMap(({ variable, set }): Found[] => {
    const provider = used.get(variable)
    const data = { variable, envFile }
    // A key that lies about in a shell, and that nothing uses, is nobody's trouble.
    if (set === 'here')
      return provider === undefined
        ? []
        : [about('keyOnlyHere', `/${variable}`, 'error', { ...data, provider })]
    return set === 'there'
      ? [about('keyOnlyThere', `/${variable}`, 'info', data)]
      : [about('keyDiffers', `/${variable}`, provider === undefined ? 'info' : 'warning', data)]
  })
}

/** The variables by whose keys some agent would serve a provider in use, and the provider. */
const usedKeys = (views: readonly AgentView[], env: EnvKeys, now: number): ReadonlyMap<string, string> =>
  new Map(
    views
      .filter(({ known }) => known)
      .flatMap((view) =>
        providersInUse(view.config).flatMap((provider): [string, string][] => {
          const choice = chooseFor(view, provider, env, now)
          return choice.via === 'env' ? [[choice.key.name, provider]] : []
        }),
      ),
  )

const managerFindings = (
  service: GatewayService,
  about: About,
  { services: { answers, linger, inside }, account: { userName } }: Facts,
): readonly Found[] => {
  const findings: Found[] = []
  const isOfUser = service.manager === 'systemd-user'
  const reason =
    inside === null ? 'it can be asked in a login session of the user' : `this is ${INSIDE[inside]}`
  if (service.needsReload)
    findings.push(about('needsReload', '/reload', 'warning', { reload: reloadCommand(service) }))
  if (isOfUser && linger === false) findings.push(about('noLinger', '/linger', 'warning', { userName }))
  if (isOfUser && !answers) findings.push(about('notManaged', '/manager', 'info', { reason }))
  return findings
}
