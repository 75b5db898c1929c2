import { Flags } from '@oclif/core'

/** Plugins for one run, beside those that are installed. */
export const pluginFlag = Flags.string({
  summary:
    "A plugin's folder, or a single .mjs file, for this run only; it asks nothing and gets no rights. Repeatable.",
  helpValue: 'PATH',
  helpGroup: 'SELECT',
  multiple: true,
})
