import { Args } from '@oclif/core'

/** The report that a command reads. */
export const reportArg = Args.string({
  required: true,
  description: 'A support report, or - for standard input.',
})

/** The case that a command is about. */
export const caseArg = Args.string({
  required: true,
  description: 'The case, as `report case list` shows it.',
})
