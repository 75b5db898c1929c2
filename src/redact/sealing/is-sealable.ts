import { isSearchable } from '../forms.js'

/** So few digits stand in ordinary numbers too: a limit of tokens, a part of a time. */
const ORDINARY_NUMBER = /^\s*\d{1,7}\s*$/

/** Whether a known text is looked for in a report: it is no name, not short, and no ordinary number. */
export const isSealable = (text: string): boolean => isSearchable(text) && !ORDINARY_NUMBER.test(text)
