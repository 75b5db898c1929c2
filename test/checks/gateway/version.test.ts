import { describe, expect, it } from 'vitest'
import versionCheck from '../../../checks/gateway/version.js'
import type { GatewayInstall } from '../../../plugins/gateway/facts/installs.js'
import { compareGatewayVersions } from '../../../src/auth/service/gateway-version.js'
import { testCheck } from '../../../src/testing/index.js'
import { aNode, CONFIG, inShell, PACKAGE, settingsOf, UNIT } from './gateway-facts.js'

const OTHER = '/opt/node/lib/node_modules/clawdbot/package.json'
const install = (version = '2026.1.24', packagePath = PACKAGE): GatewayInstall => ({
  command: packagePath === PACKAGE ? '/usr/bin/clawdbot' : '/opt/node/bin/clawdbot',
  packagePath,
  version,
})
const node = (version: string) => aNode({ gateway: { path: OTHER, version, engines: null, writtenAt: 0 } })
const facts = (over: object = {}) => ({
  installs: [install()],
  gatewayNodes: [aNode(), inShell()],
  settings: settingsOf(),
  ...over,
})

testCheck(
  versionCheck,
  [
    { name: 'one version, which wrote the config, is well', facts: facts(), expect: [] },
    {
      name: 'it is not judged where nothing is installed',
      facts: facts({ installs: [], gatewayNodes: [aNode({ gateway: null })] }),
      expect: { skip: true },
    },
    {
      name: 'a config of an older version is well',
      facts: facts({ settings: settingsOf({ writtenBy: '2025.12.1' }) }),
      expect: [],
    },
    {
      name: 'so is one that does not say',
      facts: facts({ settings: settingsOf({ writtenBy: null }) }),
      expect: [],
    },
    {
      name: 'a config of a newer version, told once of one copy',
      facts: facts({ settings: settingsOf({ writtenBy: '2026.2.1' }) }),
      expect: [
        {
          messageId: 'configNewer',
          subject: `service:${UNIT}/config`,
          severity: 'warning',
          data: { written: '2026.2.1', version: '2026.1.24', by: `the service ${UNIT}` },
          evidence: [CONFIG, PACKAGE].map((path) => ({ kind: 'file', path })),
          causedBy: [],
        },
      ],
    },
    {
      name: 'a service with another version, which follows from that where it is the older one',
      facts: facts({ gatewayNodes: [node('2026.1.5'), inShell()] }),
      expect: [
        {
          messageId: 'serviceDiffers',
          subject: `service:${UNIT}/version`,
          severity: 'warning',
          data: { service: UNIT, there: '2026.1.5', here: '2026.1.24' },
        },
        {
          messageId: 'configNewer',
          subject: `service:${UNIT}/config`,
          causedBy: [`gateway/version!serviceDiffers#service:${UNIT}/version`],
        },
      ],
    },
    {
      name: 'two versions on PATH',
      facts: facts({ installs: [install(), install('2026.1.5', OTHER)] }),
      expect: [
        {
          messageId: 'several',
          subject: 'clawdbot/versions',
          severity: 'warning',
          data: { found: ['2026.1.24 (/usr/bin/clawdbot)', '2026.1.5 (/opt/node/bin/clawdbot)'] },
        },
      ],
    },
    {
      name: 'two copies of one version are well',
      facts: facts({ installs: [install(), install('2026.1.24', OTHER)] }),
      expect: [],
    },
  ],
  { describe, it },
)

it.each([
  ['2026.1.24', '2026.1.24-3', -1],
  ['2026.1.24-3', '2026.1.24-10', -1],
  ['v2026.2.1', '2026.1.30', 1],
  ['2026.1.9', '2026.1.10', -1],
  ['2026.1.24', ' 2026.1.24 ', 0],
])('%s against %s', (first, second, sign) => {
  expect(Math.sign(compareGatewayVersions(first, second) ?? Number.NaN)).toBe(sign)
  expect(Math.sign(compareGatewayVersions(second, first) ?? Number.NaN)).toBe(-sign + 0)
})

it('what is no version is compared with nothing', () => {
  expect(compareGatewayVersions('latest', '2026.1.1')).toBeNull()
  expect(compareGatewayVersions('2026.1.1', '')).toBeNull()
})
