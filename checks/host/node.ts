import { type GatewayNode, gatewayNodes } from '../../plugins/host/facts/gateway-node.js'
import { services } from '../../plugins/host/facts/services.js'
import { isInRange } from '../../src/auth/service/node-range.js'
import { versionManagerOf } from '../../src/auth/service/version-manager.js'
import { defineCheck, type Evidence, type Finding, type Messages } from '../../src/contract/index.js'

const messages = {
  tooOld: {
    what: 'The service {{service}} starts Clawdbot {{gateway}} with Node {{version}}; it needs {{wanted}}.',
    why: 'The gateway does not start, or breaks where it uses what this Node lacks.',
    next: 'Install a Node that is {{wanted}}, and restart the service.',
  },
  tooOldHere: {
    what: 'Node here is {{version}}; Clawdbot {{gateway}} needs {{wanted}}.',
    why: 'The command `clawdbot` does not run in this shell, and a service that is installed from it gets this Node.',
    next: 'Install a Node that is {{wanted}}.',
  },
  versionManager: {
    what: 'The service {{service}} starts with a Node of {{manager}}: {{node|path}}.',
    why: 'The folder is of one version: once another one is installed and this one is removed, the service does not start.',
    next: 'Install Node for the whole system, then put its path first in the command of the service.',
  },
  gone: {
    what: 'The service {{service}} starts {{path|path}}, which is not there.',
    why: 'The service does not start: Node or Clawdbot was moved, removed or upgraded to another folder.',
    next: 'Install the service again: run `clawdbot daemon install --force`.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

export default defineCheck({
  id: 'host/node',
  title: 'The gateway is started with a Node that it runs on',
  docsUrl: 'docs/checks/host/node.md',
  severity: 'warning',
  tags: ['host', 'service'],
  needs: { gatewayNodes, services },
  messages,
  applies: ({ gatewayNodes }) =>
    gatewayNodes.length > 0
      ? true
      : { skip: 'there is no `clawdbot` on PATH, and no service that runs the gateway' },
  evaluate: ({ gatewayNodes, services: { services } }) =>
    gatewayNodes.flatMap((started): readonly Found[] => {
      const service = services.find(({ name }) => name === started.service)
      return judge(started, service?.path ?? null)
    }),
})

const judge = (
  { service, gateway, node, version, gone }: GatewayNode,
  unit: string | null,
): readonly Found[] => {
  const subject = service === null ? 'clawdbot' : `service:${service}`
  const evidence: readonly Evidence[] = [unit, node, gateway?.path ?? null].flatMap((path) =>
    path === null ? [] : [{ kind: 'file', path }],
  )
  const goneSubject = (path: string): string => `${subject}/file:${path}`
  const findings: Found[] = gone.map((path, index) => ({
    messageId: 'gone',
    subject: goneSubject(path),
    severity: 'error',
    data: { service, path },
    evidence: unit === null ? [] : [{ kind: 'file', path: unit }],
    // Gone together, and put back by the same step: told together.
    causedBy: gone.slice(0, index === 0 ? 0 : 1).map((first) => `host/node!gone#${goneSubject(first)}`),
  }))
  const wanted = gateway?.engines ?? null
  if (gateway !== null && wanted !== null && version !== null && !isInRange(version, wanted))
    findings.push({
      messageId: service === null ? 'tooOldHere' : 'tooOld',
      subject: `${subject}/node`,
      severity: service === null ? 'warning' : 'error',
      data: { service, gateway: gateway.version, version, wanted },
      evidence,
    })
  const manager = service === null || node === null || gone.includes(node) ? null : versionManagerOf(node)
  if (manager !== null)
    findings.push({
      messageId: 'versionManager',
      subject: `${subject}/version-manager`,
      data: { service, manager, node },
      evidence,
    })
  return findings
}
