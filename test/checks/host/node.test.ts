import { describe, expect, it } from 'vitest'
import nodeCheck from '../../../checks/host/node.js'
import type { GatewayNode } from '../../../plugins/host/facts/gateway-node.js'
import { isInRange, nodeVersion } from '../../../src/auth/service/node-range.js'
import { versionManagerOf } from '../../../src/auth/service/version-manager.js'
import { testCheck } from '../../../src/testing/index.js'
import { aService, servicesFact } from './services-facts.js'

const UNIT = aService().path
const PACKAGE = '/usr/lib/node_modules/clawdbot/package.json'

const started = (over: Partial<GatewayNode> = {}): GatewayNode => ({
  service: 'clawdbot-gateway.service',
  gateway: { path: PACKAGE, version: '2026.1.24', engines: '>=22.12.0', writtenAt: 0 },
  node: '/usr/bin/node',
  version: '22.12.0',
  gone: [],
  ...over,
})
const facts = (...gatewayNodes: readonly GatewayNode[]) => ({ gatewayNodes, services: servicesFact() })
const GONE = '/home/ada/.nvm/versions/node/v22.1.0/bin/node'
const subject = 'service:clawdbot-gateway.service'

testCheck(
  nodeCheck,
  [
    { name: 'a Node in the range of the gateway is well', facts: facts(started()), expect: [] },
    { name: 'it is not judged where there is no gateway', facts: facts(), expect: { skip: true } },
    {
      name: 'what cannot be told is not judged',
      facts: facts(started({ version: null }), started({ gateway: null }), started({ node: null })),
      expect: [],
    },
    {
      name: 'a service with a Node that is too old does not start',
      facts: facts(started({ version: '20.19.0' })),
      expect: [
        {
          messageId: 'tooOld',
          subject: `${subject}/node`,
          severity: 'error',
          data: {
            service: 'clawdbot-gateway.service',
            gateway: '2026.1.24',
            version: '20.19.0',
            wanted: '>=22.12.0',
          },
          evidence: [
            { kind: 'file', path: UNIT },
            { kind: 'file', path: '/usr/bin/node' },
            { kind: 'file', path: PACKAGE },
          ],
        },
      ],
    },
    {
      name: 'a Node of this shell that is too old is a warning',
      facts: facts(started({ service: null, version: '20.19.0' })),
      expect: [{ messageId: 'tooOldHere', subject: 'clawdbot/node', severity: 'warning' }],
    },
    {
      name: 'a Node of a version manager serves a service until the next upgrade',
      facts: facts(started({ node: '/home/ada/.nvm/versions/node/v22.12.0/bin/node' })),
      expect: [{ messageId: 'versionManager', subject: `${subject}/version-manager`, severity: 'warning' }],
    },
    {
      name: 'a Node of a version manager is well in a shell',
      facts: facts(started({ service: null, node: '/home/ada/.nvm/versions/node/v22.12.0/bin/node' })),
      expect: [],
    },
    {
      name: 'a program that is not there any more',
      facts: facts(started({ gone: [GONE], node: GONE, version: null, gateway: null })),
      expect: [
        {
          messageId: 'gone',
          subject: `${subject}/file:${GONE}`,
          severity: 'error',
          data: { service: 'clawdbot-gateway.service', path: GONE },
          evidence: [{ kind: 'file', path: UNIT }],
        },
      ],
    },
    {
      name: 'a program and its script that went together are one trouble',
      facts: facts(started({ gone: [GONE, '/opt/entry.js'], node: GONE, version: null, gateway: null })),
      expect: [
        { messageId: 'gone', subject: `${subject}/file:${GONE}`, causedBy: [] },
        {
          messageId: 'gone',
          subject: `${subject}/file:/opt/entry.js`,
          causedBy: [`host/node!gone#${subject}/file:${GONE}`],
        },
      ],
    },
  ],
  { describe, it },
)

it.each([
  ['/home/a/.nvm/versions/node/v22.1.0/bin/node', 'nvm'],
  ['/home/a/.local/share/fnm/node-versions/v22.1.0/installation/bin/node', 'fnm'],
  ['/run/user/1000/fnm_multishells/12_34/bin/node', 'fnm'],
  ['/home/a/.volta/tools/image/node/22.1.0/bin/node', 'volta'],
  ['/home/a/.asdf/installs/nodejs/22.1.0/bin/node', 'asdf'],
  ['/home/a/.local/share/mise/installs/node/22.1.0/bin/node', 'mise'],
  ['/opt/homebrew/Cellar/node@22/22.1.0/bin/node', 'Homebrew'],
  ['/home/a/.volta/bin/node', null],
  ['/home/a/.asdf/shims/node', null],
  ['/opt/homebrew/bin/node', null],
  ['/usr/bin/node', null],
])('%s is of the version manager %s', (path, manager) => {
  expect(versionManagerOf(path)).toBe(manager)
})

it.each([
  ['v22.12.0\n', '22.12.0'],
  ['22.12.0-nightly', '22.12.0'],
  ['node: not found', null],
  ['', null],
])('the version in %j is %s', (printed, version) => {
  expect(nodeVersion(printed)).toBe(version)
})

it('a range that is none holds nothing back', () => {
  expect(isInRange('20.0.0', 'whatever')).toBe(true)
  expect(isInRange('20.0.0', '>=22')).toBe(false)
})
