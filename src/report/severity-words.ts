/** How severities are called where a person reads them. */
export const SEVERITY_WORDS = { error: 'error', warning: 'warning', info: 'note' } as const

/** The same as the name of a list. */
export const SEVERITY_HEADINGS = { error: 'Errors', warning: 'Warnings', info: 'Notes' } as const
