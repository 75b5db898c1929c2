import type { ReportCheck } from '../schema.js'

/** Where a check's page can be read on the web; null for a path, such as those of the pages that come with us. */
export const docsUri = ({ docs }: ReportCheck): string | null => {
  if (!URL.canParse(docs)) return null
  const { protocol, href } = new URL(docs)
  return protocol === 'https:' || protocol === 'http:' ? href : null
}
