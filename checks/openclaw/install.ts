import { place } from '../../plugins/openclaw/facts/place.js'
import { type Starts, starts } from '../../plugins/openclaw/facts/starts.js'
import { defineCheck, type Evidence, type Finding, type Messages } from '../../src/contract/index.js'

const messages = {
  beside: {
    what: 'There is OpenClaw in {{path|path}} beside Clawdbot in {{stateDir|path}}: the same bot under its later name.',
    why: 'Each reads its own folder alone, so a credential given to one does not reach the other. Started by a service: {{services|list}}. Found on PATH: {{programs|list}}.',
    next: 'Find out which of the two your bot uses, and move the folder of the other away.',
  },
  twoGateways: {
    what: 'The gateways of both Clawdbot and OpenClaw are started by services: {{services|list}}.',
    why: 'The two answer the same chats, and each renews logins that the other may hold too.',
    next: 'Disable the service of the one you do not use.',
  },
  sameFolder: {
    what: 'Clawdbot and OpenClaw have one folder: {{stateDir|path}} is {{path|path}}.',
    why: 'OpenClaw moves the folder of Clawdbot when it is started, and leaves a link. It keeps its credentials in a database there, so one that is given to Clawdbot does not reach it.',
    next: 'If your bot is OpenClaw now, give it credentials by `openclaw models auth`.',
  },
  instead: {
    what: 'There is OpenClaw in {{path|path}}, and no Clawdbot: {{stateDir|path}} is not there.',
    why: 'What is said here of the store and the config of Clawdbot does not hold for that bot.',
  },
  programOnly: {
    what: '{{program|path}} is installed, and has kept nothing here yet; Clawdbot has, in {{stateDir|path}}.',
    why: 'Once OpenClaw is started it moves that folder to {{path|path}} and leaves a link, and its credentials are in a database from then on.',
    next: 'If Clawdbot is to stay, remove OpenClaw.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

export default defineCheck({
  id: 'openclaw/install',
  title: 'It is clear which of Clawdbot and OpenClaw is in use',
  docsUrl: 'docs/checks/openclaw/install.md',
  severity: 'info',
  tags: ['openclaw'],
  needs: { place, starts },
  messages,
  applies: ({ place, starts }) => {
    if (place.relation !== 'none') return true
    if (starts.openclaw.program === null) return { skip: 'there is no OpenClaw' }
    return starts.hasClawdbot ? true : { skip: 'neither OpenClaw nor Clawdbot has kept anything here' }
  },
  evaluate: ({ place: { path, clawdbotPath: stateDir, relation }, starts }) => {
    const { openclaw, clawdbot } = starts
    const services = [...clawdbot.services, ...openclaw.services].map(nameOf)
    const evidence = [path, ...openclaw.services, ...clawdbot.services].map(asEvidence)
    const findings: Found[] = []
    const add = (messageId: Found['messageId'], data: Found['data'] = {}, more: Partial<Found> = {}) =>
      findings.push({
        messageId,
        subject: 'openclaw/folder',
        data: { path, stateDir, ...data },
        evidence,
        ...more,
      })
    const areBoth = openclaw.services.length > 0 && clawdbot.services.length > 0
    if (areBoth) add('twoGateways', { services }, { subject: 'openclaw/services', severity: 'warning' })
    if (relation === 'beside' && !areBoth)
      add('beside', { services: orNone(services), programs: orNone(programsOf([clawdbot, openclaw])) })
    if (relation === 'same') add('sameFolder')
    if (relation === 'instead') add('instead')
    if (relation === 'none' && openclaw.program !== null)
      add(
        'programOnly',
        { program: openclaw.program },
        { subject: 'openclaw/program', evidence: [asEvidence(openclaw.program)] },
      )
    return findings
  },
})

const asEvidence = (path: string): Evidence => ({ kind: 'file', path })

const nameOf = (path: string): string => path.replace(/^.*[\\/]/, '').replace(/\.plist$/, '')

const programsOf = (both: readonly Starts[]): readonly string[] =>
  both.flatMap(({ program }) => (program === null ? [] : [program]))

const orNone = (names: readonly string[]): readonly string[] => (names.length === 0 ? ['neither'] : names)
