import { oneLine, printable } from './printable.js'

/** What follows a pipe is taken for performance data, and there is no way to escape one. */
export const nagiosText = (text: string): string => oneLine(printable(text)).replaceAll('|', '¦')

/** What a run that could not be done says; its exit code is 3. */
export const nagiosUnknown = (message: string): string => `CLAWDBOT UNKNOWN - ${nagiosText(message)}\n`
