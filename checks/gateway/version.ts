import { installs } from '../../plugins/gateway/facts/installs.js'
import { settings } from '../../plugins/gateway/facts/settings.js'
import { gatewayNodes } from '../../plugins/host/facts/gateway-node.js'
import { compareGatewayVersions } from '../../src/auth/service/gateway-version.js'
import { defineCheck, type Finding, type Messages } from '../../src/contract/index.js'

const messages = {
  serviceDiffers: {
    what: 'The service {{service}} runs Clawdbot {{there}}; the command `clawdbot` here is {{here}}.',
    why: 'They share one config and one store, and what the newer one writes the older one may not understand.',
    next: 'Run `clawdbot daemon install --force`: the service then runs the version of this shell.',
  },
  configNewer: {
    what: 'The config was last written by Clawdbot {{written}}; {{by}} is {{version}}.',
    why: 'An older version may refuse a config of a newer one, or drop what it does not know.',
    next: 'Bring Clawdbot up to date: run `clawdbot update`.',
  },
  several: {
    what: 'There are several versions of Clawdbot on PATH: {{found|list}}.',
    why: 'The first one is started here. A shell with another PATH, or a service, may start another.',
    next: 'Keep one, and remove the others.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

export default defineCheck({
  id: 'gateway/version',
  title: 'There is one version of the gateway, and it is as new as its config',
  docsUrl: 'docs/checks/gateway/version.md',
  severity: 'warning',
  tags: ['gateway'],
  needs: { installs, gatewayNodes, settings },
  messages,
  applies: ({ installs, gatewayNodes }) =>
    installs.length > 0 || gatewayNodes.some(({ gateway }) => gateway !== null)
      ? true
      : { skip: 'no installed Clawdbot was found' },
  evaluate: ({ installs, gatewayNodes, settings }) => {
    const [here] = installs
    const started = gatewayNodes.flatMap(({ service, gateway }) =>
      service === null || gateway === null ? [] : [{ service, gateway }],
    )
    const differing = started.flatMap(({ service, gateway }): Found[] => {
      if (here === undefined || !differs(gateway.version, here.version)) return []
      return [
        {
          messageId: 'serviceDiffers',
          subject: `service:${service}/version`,
          data: { service, there: gateway.version, here: here.version },
          evidence: [gateway.path, here.packagePath].map((path) => ({ kind: 'file', path })),
        },
      ]
    })
    const judged = [
      ...started.map(({ service, gateway }) => ({
        ...gateway,
        subject: `service:${service}/config`,
        by: `the service ${service}`,
      })),
      ...(here === undefined
        ? []
        : [{ path: here.packagePath, version: here.version, subject: 'clawdbot/config', by: '`clawdbot`' }]),
    ]
    const older = judged.filter(
      ({ version }) => (compareGatewayVersions(version, settings.writtenBy ?? '') ?? 0) < 0,
    )
    const once = older.filter(({ path }, index) => older.findIndex((each) => each.path === path) === index)
    return [
      ...differing,
      ...once.map(({ path, version, subject, by }): Found => {
        const causes = differing.filter((each) => `${subject}` === each.subject.replace(/version$/, 'config'))
        return {
          messageId: 'configNewer',
          subject,
          data: { written: settings.writtenBy, version, by },
          evidence: [settings.configPath, path].map((file) => ({ kind: 'file', path: file })),
          causedBy: causes.map((cause) => `gateway/version!serviceDiffers#${cause.subject}`),
        }
      }),
      ...severalFinding(installs),
    ]
  },
})

/** Whether two versions are known to be different ones. */
const differs = (one: string, other: string): boolean => (compareGatewayVersions(one, other) ?? 0) !== 0

const severalFinding = (
  installs: readonly { readonly command: string; readonly packagePath: string; readonly version: string }[],
): readonly Found[] => {
  const [first] = installs
  if (first === undefined || !installs.some(({ version }) => differs(version, first.version))) return []
  return [
    {
      messageId: 'several',
      subject: 'clawdbot/versions',
      data: { found: installs.map(({ command, version }) => `${version} (${command})`) },
      evidence: installs.map(({ packagePath }) => ({ kind: 'file', path: packagePath })),
    },
  ]
}
