import { describe, it } from 'vitest'
import serviceEnv from '../../../checks/host/service-env.js'
import type { GatewayService } from '../../../src/auth/service/gateway-service.js'
import type { Values } from '../../../src/contract/index.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aConfig,
  accountFact,
  anApiKey,
  anOauth,
  apiKeyText,
  aStore,
  clockFact,
  HOME,
  secret,
} from '../facts.js'
import { aService, servicesFact } from './services-facts.js'

type Facts = Values<typeof serviceEnv.needs>

const facts = (over: Partial<Facts> = {}): Facts => ({
  services: servicesFact(),
  account: accountFact,
  stores: [aStore({ 'anthropic:claude-cli': anOauth() })],
  config: aConfig(),
  clock: clockFact,
  ...over,
})

const withService = (over: Partial<GatewayService>, more: Parameters<typeof servicesFact>[1] = {}) =>
  facts({ services: servicesFact([aService(over)], more) })

const PATH = '/usr/bin:/bin'
const shell = (places: Record<string, string>) => ({
  shell: { places: { HOME, PATH, ...places }, keys: {} },
})
const key = secret(apiKeyText('mine'))
const other = secret(apiKeyText('other'))
const plist = '/Users/ada/Library/LaunchAgents/com.clawdbot.gateway.plist'
const subject = 'service:clawdbot-gateway.service'
const restart = 'systemctl --user restart clawdbot-gateway.service'
const edit = 'systemctl --user edit clawdbot-gateway.service'
const byKey = {
  stores: [aStore()],
  config: aConfig({}, { envKeys: { ANTHROPIC_API_KEY: key } }),
}
const keysHere = { shell: { places: { HOME, PATH }, keys: { ANTHROPIC_API_KEY: key } } }

testCheck(
  serviceEnv,
  [
    { name: 'a service that sees what the shell sees is well', facts: facts(), expect: [] },
    {
      name: 'it is not judged where there is no service',
      facts: facts({ services: servicesFact([]) }),
      expect: { skip: true },
    },
    {
      name: 'it is not judged in a container without one',
      facts: facts({ services: servicesFact([], { inside: 'container' }) }),
      expect: { skip: true },
    },
    {
      name: 'it is not judged on Windows',
      facts: facts({ account: { ...accountFact, platform: 'win32' } }),
      expect: { skip: true },
    },
    {
      name: 'a service of the system that runs as another user is told, and nothing else of it',
      facts: withService({
        manager: 'systemd-system',
        user: 'bot',
        places: { HOME: '/srv/bot' },
        finds: { claude: null, node: null },
        unread: ['/etc/env'],
      }),
      expect: [
        {
          messageId: 'otherUser',
          subject,
          severity: 'warning',
          data: {
            service: 'clawdbot-gateway.service',
            restart: 'sudo systemctl restart clawdbot-gateway.service',
            user: 'bot',
            userName: 'ada',
          },
        },
      ],
    },
    {
      name: 'a service of the system that runs as this user is judged like any other',
      facts: withService({ manager: 'systemd-system', user: 'ada' }, { linger: null }),
      expect: [],
    },
    {
      name: "another user's service beside one of this shell is a bot of its own",
      facts: facts({
        services: servicesFact([
          aService(),
          aService({ name: 'b.service', manager: 'systemd-system', user: 'bot' }),
        ]),
      }),
      expect: [],
    },
    {
      name: 'another HOME is told with the line that mends it, and not again for what follows from it',
      facts: withService({ places: { HOME: '/root', PATH } }),
      expect: [
        {
          messageId: 'homeDiffers',
          subject: `${subject}/HOME`,
          severity: 'warning',
          data: {
            service: 'clawdbot-gateway.service',
            restart,
            here: HOME,
            there: '/root',
            line: `Environment="HOME=${HOME}"`,
            section: '[Service]',
            edit,
          },
          evidence: [{ kind: 'file', path: `${HOME}/.config/systemd/user/clawdbot-gateway.service` }],
        },
      ],
    },
    {
      name: 'a state folder that only the shell names is missing from the service, its config included',
      facts: withService({}, shell({ CLAWDBOT_STATE_DIR: '/srv/bot' })),
      expect: [
        {
          messageId: 'lacksVariable',
          subject: `${subject}/CLAWDBOT_STATE_DIR`,
          data: {
            service: 'clawdbot-gateway.service',
            restart,
            variable: 'CLAWDBOT_STATE_DIR',
            here: '/srv/bot',
            there: `${HOME}/.clawdbot`,
            noun: 'the state folder',
            line: 'Environment="CLAWDBOT_STATE_DIR=/srv/bot"',
            section: '[Service]',
            edit,
          },
        },
      ],
    },
    {
      name: 'a config and a folder of Claude Code that only the shell names are missing too',
      facts: withService({}, shell({ CLAWDBOT_CONFIG_PATH: '~/bot.json', CLAUDE_CONFIG_DIR: '/srv/claude' })),
      expect: [
        { messageId: 'lacksVariable', subject: `${subject}/CLAWDBOT_CONFIG_PATH` },
        { messageId: 'lacksVariable', subject: `${subject}/CLAUDE_CONFIG_DIR` },
      ],
    },
    {
      name: 'a state folder that only the service names is to be named here',
      facts: withService({ places: { HOME, PATH, CLAWDBOT_STATE_DIR: '/srv/bot' } }),
      expect: [{ messageId: 'ownVariable', subject: `${subject}/CLAWDBOT_STATE_DIR` }],
    },
    {
      name: 'the only service, which runs a profile, is not the gateway this shell looks at',
      facts: withService({ profile: 'work' }),
      expect: [{ messageId: 'ownVariable', subject: `${subject}/CLAWDBOT_STATE_DIR` }],
    },
    {
      name: 'a profile beside the gateway of this shell is a bot of its own',
      facts: facts({
        services: servicesFact([
          aService(),
          aService({ name: 'clawdbot-gateway-work.service', profile: 'work' }),
        ]),
      }),
      expect: [],
    },
    {
      name: 'the same place in other words is no difference',
      facts: withService(
        { places: { HOME, PATH, CLAWDBOT_STATE_DIR: '~/.clawdbot' } },
        shell({ CLAWDBOT_STATE_DIR: `${HOME}/.clawdbot/` }),
      ),
      expect: [],
    },
    {
      name: 'a variable that cannot be told is no difference',
      facts: withService(
        { unknown: ['CLAWDBOT_STATE_DIR', 'PATH'], finds: { claude: null, node: null } },
        shell({ CLAWDBOT_STATE_DIR: '/srv' }),
      ),
      expect: [],
    },
    {
      name: 'a launchd agent is given its own kind of line',
      facts: facts({
        account: { ...accountFact, platform: 'darwin', uid: 501 },
        services: servicesFact([
          aService({
            manager: 'launchd-agent',
            name: 'com.clawdbot.gateway',
            path: plist,
            places: { HOME: '/Users/x & y', PATH },
          }),
        ]),
      }),
      expect: [
        {
          messageId: 'homeDiffers',
          data: {
            service: 'com.clawdbot.gateway',
            restart: `launchctl bootout gui/501/com.clawdbot.gateway; launchctl bootstrap gui/501 "${plist}"`,
            here: HOME,
            there: '/Users/x & y',
            line: `<key>HOME</key><string>${HOME}</string>`,
            section: 'EnvironmentVariables',
            edit: `open -e "${plist}"`,
          },
        },
      ],
    },
    {
      name: 'a PATH that misses claude is told with one that has it',
      facts: withService({ places: { HOME, PATH }, finds: { claude: null, node: '/usr/bin/node' } }),
      expect: [
        {
          messageId: 'claudeOffPath',
          subject: `${subject}/claude`,
          severity: 'warning',
          data: {
            service: 'clawdbot-gateway.service',
            restart,
            path: `${HOME}/.local/bin/claude`,
            line: `Environment="PATH=/usr/bin:/bin:${HOME}/.local/bin"`,
            section: '[Service]',
            edit,
          },
        },
      ],
    },
    {
      name: 'a PATH that misses claude is a note where a key serves',
      facts: {
        ...withService({ finds: { claude: null, node: '/usr/bin/node' } }),
        stores: [aStore({ 'anthropic:manual': anApiKey() })],
      },
      expect: [{ messageId: 'claudeOffPath', severity: 'info' }],
    },
    {
      name: 'a claude that the shell does not find either is not the fault of the service',
      facts: withService(
        { finds: { claude: null, node: null } },
        { shellFinds: { claude: null, node: null } },
      ),
      expect: [],
    },
    {
      name: 'a command that is a script needs node on its PATH',
      facts: withService({
        program: '/usr/local/bin/clawdbot',
        script: null,
        finds: { claude: '/usr/bin/claude', node: null },
      }),
      expect: [{ messageId: 'nodeOffPath', subject: `${subject}/node`, severity: 'error' }],
    },
    {
      name: 'a key that only the shell has, and that serves an agent here, is an error',
      facts: { ...withService({}, keysHere), ...byKey },
      expect: [
        {
          messageId: 'keyOnlyHere',
          subject: `${subject}/ANTHROPIC_API_KEY`,
          severity: 'error',
          data: {
            service: 'clawdbot-gateway.service',
            restart,
            variable: 'ANTHROPIC_API_KEY',
            envFile: `${HOME}/.clawdbot/.env`,
            provider: 'anthropic',
          },
        },
      ],
    },
    {
      name: 'a key of the shell that the gateway reads by itself from its own file is no difference',
      facts: { ...withService({}, { ...keysHere, inEnvFile: ['ANTHROPIC_API_KEY'] }), ...byKey },
      expect: [],
    },
    {
      name: 'a key of the shell that serves nobody is nobody’s trouble',
      facts: withService({}, keysHere),
      expect: [],
    },
    {
      name: 'a key that only the service has is a note',
      facts: withService({ keys: { ANTHROPIC_API_KEY: key } }),
      expect: [{ messageId: 'keyOnlyThere', severity: 'info' }],
    },
    {
      name: 'two keys under one name are a warning where one is used',
      facts: { ...withService({ keys: { ANTHROPIC_API_KEY: other } }, keysHere), ...byKey },
      expect: [{ messageId: 'keyDiffers', severity: 'warning' }],
    },
    {
      name: 'two keys under one name are a note where neither is used',
      facts: withService({ keys: { ANTHROPIC_API_KEY: other } }, keysHere),
      expect: [{ messageId: 'keyDiffers', severity: 'info' }],
    },
    {
      name: 'the same key on both sides is well',
      facts: {
        ...withService({ keys: { ANTHROPIC_API_KEY: secret(apiKeyText('mine')) } }, keysHere),
        ...byKey,
      },
      expect: [],
    },
    {
      name: 'a file of variables that is not there keeps the service from starting',
      facts: withService({ missingFiles: ['/etc/bot.env'] }),
      expect: [{ messageId: 'missingFile', subject: `${subject}/file:/etc/bot.env`, severity: 'error' }],
    },
    {
      name: 'nothing is judged by half of what is written',
      facts: withService({ unread: ['/etc/bot.env'], places: {}, finds: { claude: null, node: null } }),
      expect: [
        {
          messageId: 'unread',
          severity: 'info',
          data: { service: 'clawdbot-gateway.service', restart, path: '/etc/bot.env' },
        },
      ],
    },
    {
      name: 'a service of the user ends with its session where lingering is off',
      facts: withService({}, { linger: false }),
      expect: [{ messageId: 'noLinger', severity: 'warning', subject: `${subject}/linger` }],
    },
    {
      name: 'what systemd has not read yet is told',
      facts: withService({ needsReload: true, dropIns: ['/x.conf'] }),
      expect: [
        {
          messageId: 'needsReload',
          data: { service: 'clawdbot-gateway.service', restart, reload: 'systemctl --user daemon-reload' },
          evidence: [
            { kind: 'file', path: `${HOME}/.config/systemd/user/clawdbot-gateway.service` },
            { kind: 'file', path: '/x.conf' },
          ],
        },
      ],
    },
    {
      name: 'a unit whose manager does not answer is a note',
      facts: withService({}, { answers: false, linger: null }),
      expect: [{ messageId: 'notManaged', severity: 'info' }],
    },
    {
      name: 'a unit in WSL without systemd is a note that says so',
      facts: withService({}, { answers: false, linger: null, inside: 'wsl' }),
      expect: [
        {
          messageId: 'notManaged',
          data: { service: 'clawdbot-gateway.service', restart, reason: 'this is WSL' },
        },
      ],
    },
  ],
  { describe, it },
)
