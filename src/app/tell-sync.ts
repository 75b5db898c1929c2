import { titleLine } from '../report/block.js'
import { subjectWords } from '../report/subject-words.js'
import { printErr } from './output.js'
import { errorStyle } from './style.js'

interface Synced {
  readonly subject: string
  readonly status: string
  readonly reason?: string | null
}

/** Says of each login that should have been copied and was not, why. */
export const tellSync = (synced: readonly Synced[]): void => {
  for (const { subject, status, reason } of synced)
    if (status !== 'applied' && status !== 'offered' && status !== 'planned')
      tellWarning(`The login was not copied (${subjectWords(subject)}): ${reason ?? status}`)
}

export const tellWarning = (text: string): void => printErr(`${titleLine(errorStyle(), 'warning', text)}\n`)
