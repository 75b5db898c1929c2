import { type HomeWithState, homes } from '../../plugins/host/facts/homes.js'
import { account } from '../../plugins/host/facts.js'
import { defineCheck, type Finding, type Messages } from '../../src/contract/index.js'

const messages = {
  rootInHome: {
    what: 'This runs by sudo as root, in the home of {{sudoUser}}: {{home}}.',
    why: 'What is written now belongs to root, and a bot that runs as {{sudoUser}} cannot read or replace it.',
    next: 'Run `{{cli}} doctor` as {{sudoUser}}, without sudo.',
  },
  rootElsewhere: {
    what: 'This runs by sudo as root, and looks at {{home}}; {{sudoUser}} has {{what}} in {{other}}.',
    why: "If the bot runs as {{sudoUser}}, it is not the bot's credentials that are judged here.",
    next: 'Run `{{cli}} doctor` as {{sudoUser}}, without sudo.',
  },
  otherHome: {
    what: 'HOME is {{home}}, and the home of {{user}} is {{other}}, where there is {{what}}.',
    why: 'A service or a login shell of {{user}} would look there.',
    next: 'If the bot runs from there, run `HOME="{{other}}" {{cli}} doctor`.',
  },
  severalHomes: {
    what: 'Other homes hold state too: {{list|list}}.',
    why: 'Only {{home}} is judged. If the bot runs as another user, its credentials are in one of those.',
    next: "Run `{{cli}} doctor` as the bot's user.",
  },
} satisfies Messages

type Found = Finding<typeof messages>

export default defineCheck({
  id: 'host/user',
  title: 'This runs as the user whose credentials are to be judged',
  docsUrl: 'docs/checks/host/user.md',
  severity: 'warning',
  tags: ['host'],
  needs: { homes, account },
  messages,
  volatile: ['what'],
  applies: ({ account }) =>
    account.platform === 'win32'
      ? { skip: 'there is no sudo, and no other home to take for it, on Windows' }
      : true,
  evaluate: ({ homes: { home, ofAccount, sudoUser, ofSudoUser, others }, account: { userName } }) => {
    const at = (path: string | null) => others.find((other) => other.path === path)
    const inHome = sudoUser !== null && home === ofSudoUser
    const sudoState = at(ofSudoUser)
    const accountState = at(ofAccount)
    const findings: Found[] = []
    if (inHome) findings.push(found('rootInHome', 'user:sudo', 'warning', home, { sudoUser, home }))
    else if (sudoUser !== null && sudoState !== undefined)
      findings.push(
        found('rootElsewhere', 'user:sudo', 'warning', sudoState.path, {
          sudoUser,
          home,
          other: sudoState.path,
          what: whatIsIn(sudoState),
        }),
      )
    if (!inHome && accountState !== undefined)
      findings.push(
        found('otherHome', 'user:home', 'info', accountState.path, {
          user: userName,
          home,
          other: accountState.path,
          what: whatIsIn(accountState),
        }),
      )
    const told = findings.flatMap(({ data }) => data?.other ?? [])
    // Another user's Claude Code is no bot.
    const bots = others.filter(({ path, clawdbot }) => clawdbot && !told.includes(path))
    if (bots.length > 0) {
      const list = bots.map((bot) => `${bot.path} (${whatIsIn(bot)})`)
      const evidence = bots.map(({ path }) => ({ kind: 'file' as const, path }))
      findings.push({
        messageId: 'severalHomes',
        subject: 'user:homes',
        severity: 'info',
        data: { home, list },
        evidence,
      })
    }
    return findings
  },
})

const found = (
  messageId: Found['messageId'],
  subject: string,
  severity: Found['severity'] & string,
  path: string,
  data: Readonly<Record<string, string>>,
): Found => ({ messageId, subject, severity, data, evidence: [{ kind: 'file', path }] })

const whatIsIn = ({ clawdbot, claude }: HomeWithState): string =>
  clawdbot && claude
    ? "Clawdbot's state and a Claude login"
    : clawdbot
      ? "Clawdbot's state"
      : 'a Claude login'
