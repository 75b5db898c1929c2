import type { Data } from '../contract/index.js'

/** Whether the user has turned a plugin off: what it looks at is then as good as not there. */
export const isTurnedOff = ({ disabled }: Data, plugin: string): boolean =>
  Array.isArray(disabled) && disabled.includes(plugin)
