import { Flags } from '@oclif/core'

const LIVE_WITH = 'LIVE WITH'

/** Names the settings, for every command that goes by them. */
export const configFlag = Flags.string({
  summary: "The doctor's settings, instead of the clawdbot.doctor.json beside Clawdbot's config.",
  helpValue: 'FILE',
  helpGroup: LIVE_WITH,
})

/** The user's own rules about findings. */
export const policyFlags = {
  config: configFlag,
  baseline: Flags.string({
    summary: 'A file of known findings: only what is new, or worse, counts.',
    helpValue: 'FILE',
    helpGroup: LIVE_WITH,
  }),
  'update-baseline': Flags.boolean({
    summary: 'Write what is found now into the baseline.',
    helpGroup: LIVE_WITH,
    dependsOn: ['baseline'],
    exclusive: ['agent'],
  }),
}
