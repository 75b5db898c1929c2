/** Names another address for Anthropic's interface, as Anthropic's own programs read it. */
export const BASE_URL_VARIABLE = 'ANTHROPIC_BASE_URL'

/**
 * A provider's address without what may be a secret in it: no name or password before the host, no query. A text
 * that is no address is cut in the same way.
 */
export const plainBaseUrl = (written: string): string =>
  written
    .trim()
    .replace(/[?#].*$/s, '')
    .replace(/^((?:[a-z][a-z0-9+.-]*:)?[\\/]+)?[^\\/]*@/i, '$1')
