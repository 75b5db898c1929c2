import { legacy } from '../../plugins/clawdbot/facts/legacy.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { type JudgedLegacy, judgeLegacy, legacySubject } from '../../src/auth/legacy/judge-legacy.js'
import type { LegacyEntry } from '../../src/auth/legacy/parse-legacy.js'
import { lockCauses } from '../../src/auth/locks/lock-causes.js'
import { defineCheck, type Finding, type Messages, type Severity } from '../../src/contract/index.js'

const messages = {
  notImported: {
    what: '{{path|path}} holds credentials that the store of agent {{agent}} lacks: {{profiles|list}}.',
    why: 'It is a file of an older version: Clawdbot imports it only while there is no store, and never looks at it after that.',
    next: 'Run `{{cli}} doctor --fix`: it imports them, then removes the file.',
  },
  differing: {
    what: '{{path|path}}, of an older version, differs from what agent {{agent}} uses as {{profiles|list}}.',
    why: 'The bot uses the store. Which of the two is meant nobody can tell, so neither is changed.',
    next: 'If the bot works as it is, delete {{path|path}}.',
  },
  notUnderstood: {
    what: '{{path|path}}, of an older version, has entries that Clawdbot cannot import: {{names|list}}.',
    why: 'They are no credentials, or hold no secret. The bot does not use them.',
    next: 'Delete {{path|path}}, unless something in it is still of use.',
  },
  leftover: {
    what: 'Agent {{agent}} needs nothing from {{path|path}} any more.',
    why: 'A forgotten file with credentials in it is one more place to steal them from.',
    next: 'Run `{{cli}} doctor --fix`: it removes the file.',
  },
  unparseable: {
    what: '{{path|path}}, a credentials file of an older version, is not JSON: {{reason}}.',
    why: 'Clawdbot cannot import it. If credentials were never imported from it, the bot does not have them.',
    next: 'Mend it there by hand, or delete it if nothing in it is of use.',
  },
  wrongShape: {
    what: '{{path|path}}, a credentials file of an older version, is JSON, but has another layout: {{reason}}.',
    why: 'Clawdbot ignores it, and the bot has no credential from it.',
    next: 'Move what is of use in it to the store of agent {{agent}} by hand, then delete it.',
  },
  unreadable: {
    what: '{{path|path}}, a credentials file of an older version, could not be read ({{state}}).',
    why: 'Nobody can tell whether credentials in it were ever imported.',
    next: 'Let the user the bot runs as read it, or delete it if nothing in it is of use.',
  },
  otherFolder: {
    what: 'There is {{path|path}} beside {{stateDir|path}}: the folder of the same bot under another name.',
    why: 'This Clawdbot reads {{stateDir|path}} alone. A credential that was put into the other folder does not reach it.',
    next: 'Find out which of the two your bot uses, and move the other away.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

export default defineCheck({
  id: 'auth/legacy',
  title: 'No credentials are left behind in files of older versions',
  docsUrl: 'docs/checks/auth/legacy.md',
  severity: 'warning',
  tags: ['auth'],
  needs: { stores, legacy },
  messages,
  volatile: ['reason', 'line', 'column'],
  evaluate: ({ stores, legacy: { files, stateDir, otherFolders } }) => [
    ...judgeLegacy(files, stores).flatMap(toFinding),
    ...otherFolders.map(
      (path): Found => ({
        messageId: 'otherFolder',
        subject: `folder:${path.replace(/^.*[\\/]/, '')}`,
        severity: 'info',
        data: { path, stateDir },
        evidence: [{ kind: 'file', path }],
      }),
    ),
  ],
})

const FIX = ['auth/import-legacy']

const toFinding = (judged: JudgedLegacy<AgentStore>): readonly Found[] => {
  const { file, fresh, differing, odd } = judged
  const { reading } = file
  if (reading.state === 'ok') {
    if (fresh.length > 0)
      return [
        {
          ...found(judged, 'notImported', 'warning', { profiles: idsOf(fresh) }),
          fixes: FIX,
          causedBy: [`auth/permissions!readOnly#agent:${file.agent}/folder`, ...lockCauses(file.agent)],
        },
      ]
    if (differing.length > 0) return [found(judged, 'differing', 'info', { profiles: idsOf(differing) })]
    if (odd.length > 0) return [found(judged, 'notUnderstood', 'info', { names: odd })]
    return reading.entries.length > 0 ? [{ ...found(judged, 'leftover', 'info'), fixes: FIX }] : []
  }
  if (reading.state === 'unparseable') {
    const { line, column, reason } = reading
    const evidence = [{ kind: 'file' as const, path: file.path, line, column }]
    return [{ ...found(judged, 'unparseable', 'warning', { reason, line, column }), evidence }]
  }
  if (reading.state === 'wrong-shape')
    return [found(judged, 'wrongShape', 'warning', { reason: reading.reason })]
  return [found(judged, 'unreadable', 'warning', { state: reading.state })]
}

const idsOf = (entries: readonly LegacyEntry[]): readonly string[] => entries.map(({ id }) => id)

const found = (
  { file }: JudgedLegacy<AgentStore>,
  messageId: Found['messageId'],
  severity: Severity,
  data: Found['data'] = {},
): Found => ({
  messageId,
  subject: legacySubject(file),
  severity,
  data: { agent: file.agent, path: file.path, ...data },
  evidence: [{ kind: 'file', path: file.path }],
})
