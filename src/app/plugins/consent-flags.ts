import { Flags } from '@oclif/core'
import { isSomebodyThere } from '../hidden-input.js'
import type { AskConsent, ConsentFlags } from './agree.js'

const CONSENT = 'CONSENT'

/** How a plugin is agreed to without being asked. */
export const consentFlags = {
  yes: Flags.boolean({
    char: 'y',
    summary: 'Agree, and grant all that it asks for.',
    helpGroup: CONSENT,
    exclusive: ['grant'],
  }),
  grant: Flags.string({
    summary: 'Agree, and grant this only: none, or a right such as reach:api.example.com. Repeatable.',
    helpValue: 'RIGHT',
    helpGroup: CONSENT,
    multiple: true,
  }),
  'dry-run': Flags.boolean({ summary: 'Show what it is and what it asks for, and change nothing.' }),
}

interface Given {
  readonly yes: boolean
  readonly grant: readonly string[] | undefined
  readonly 'dry-run': boolean
}

/** What the flags come to; nobody is asked where JSON is wanted. */
export const consentOptions = async (
  flags: Given,
  cli: string,
  json: boolean,
): Promise<{
  readonly cli: string
  readonly dryRun: boolean
  readonly flags: ConsentFlags
  readonly ask: AskConsent | null
}> => ({
  cli,
  dryRun: flags['dry-run'],
  flags: { yes: flags.yes, grant: flags.grant ?? [] },
  ask: json || !isSomebodyThere() ? null : (await import('./agree.js')).askOnTerminal,
})
