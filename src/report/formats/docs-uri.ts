import { toUSVString } from 'node:util'
import type { Report, ReportCheck } from '../schema.js'

/**
 * Where a check's page can be read on the web; null where nobody knows. Our own pages are part of the published
 * package, so that the page fits the version that was run.
 */
export const docsUri = ({ id, docs }: ReportCheck, { name, version }: Report['tool']): string | null => {
  if (docs === `docs/checks/${id}.md`)
    return encodeURI(toUSVString(`https://unpkg.com/${name}@${version}/${docs}`))
  if (!URL.canParse(docs)) return null
  const { protocol, href } = new URL(docs)
  return protocol === 'https:' || protocol === 'http:' ? href : null
}
