import type { ReportFinding } from './schema.js'

/** Known, and set aside by somebody: it is told as suppressed, and never as passed. */
export const isSuppressed = ({ suppressed }: { readonly suppressed?: object | undefined }): boolean =>
  suppressed !== undefined

/** `the configuration: why, owner whose, until when`, to stand after "by"; empty for a finding that is not suppressed. */
export const suppressionWords = ({ suppressed }: ReportFinding): string => {
  if (suppressed === undefined) return ''
  const { by, reason, owner, until } = suppressed
  const details = [
    reason,
    owner === null ? null : `owner ${owner}`,
    until === null ? null : `until ${until}`,
  ].filter((part) => part !== null)
  const whose = by === 'config' ? 'the configuration' : 'the baseline'
  return details.length === 0 ? whose : `${whose}: ${details.join(', ')}`
}
