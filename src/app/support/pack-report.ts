import { type ArchiveEntry, packArchive, Refused } from '../../archive/index.js'
import { findSurvivors, type Survivor } from '../../redact/sealing/index.js'
import type { PageAssets } from '../../report/page/render-page.js'
import { Refusal } from '../refusal.js'
import type { Assembled } from './assemble.js'
import { readReport } from './read-report.js'

/**
 * The finished archive. What was packed is read again as whoever gets it would, and searched for every secret that is
 * known. Throws a {@link Refusal} where one is left, or the archive is not one that could be read.
 */
export const packReport = async (
  { entries, sealed }: Pick<Assembled, 'entries' | 'sealed'>,
  assets: PageAssets,
  secrets: Iterable<{ readonly text: string }>,
): Promise<Buffer> => {
  const bytes = await packed(entries, Date.parse(sealed.createdAt))
  const read = await readReport(bytes)
  if (read.state === 'refused')
    throw new Refusal('REPORT_FAULTY', `The report came out wrong: ${read.reason}. It is not written.`, null)
  const files = [...read.report.entries].map(([name, bytes]) => ({ name, bytes }))
  expectNoSurvivors(findSurvivors(files, secrets, [assets.script, assets.style]))
  return bytes
}

/** Throws a {@link Refusal} that names the first places where a secret is left. */
export const expectNoSurvivors = (survivors: readonly Survivor[]): void => {
  const [first] = survivors
  if (first === undefined) return
  const places = survivors.slice(0, MOST_NAMED).map(({ file, place }) => `${file}, ${place}`)
  const more = survivors.length - places.length
  throw new Refusal(
    'SECRET_LEFT',
    `A secret is left in what was to be sent (rule ${first.rule}): ${places.join('; ')}${more > 0 ? ` and ${more} more` : ''}. Nothing is written.`,
    'Leave out what holds it, by --skip or without --include, and tell the authors of this program.',
  )
}

const MOST_NAMED = 5

const packed = async (entries: readonly ArchiveEntry[], mtimeMs: number): Promise<Buffer> => {
  try {
    return await packArchive(entries, { mtimeMs })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refusal(
      'REPORT_FAULTY',
      `The report cannot be packed: ${error.message}.`,
      'Include less, or leave out checks by --skip.',
    )
  }
}
