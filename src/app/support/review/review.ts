import { basename, join } from 'node:path'
import type { ArchiveEntry } from '../../../archive/index.js'
import { makeScratch, putOnDisk } from '../../../ports/scratch.js'
import type { Probes } from '../../../ports/types.js'
import { sizeWords } from '../../../report/report-create-text.js'
import { answerLine } from '../../answer-line.js'
import { printErr } from '../../output.js'
import { Refusal } from '../../refusal.js'
import { askYesNo } from '../../yes-no.js'
import { LEDGER, MANIFEST, PAGE, REPORT } from '../assemble.js'
import type { Review } from '../create-report.js'
import { browser, pager, type Viewer } from './show-file.js'

/** A report without these is none. */
const NEEDED: ReadonlySet<string> = new Set([REPORT, LEDGER, MANIFEST])

const ABOUT: Readonly<Record<string, string>> = {
  [REPORT]: 'what was found, for programs',
  [PAGE]: 'the same as a page',
  [LEDGER]: 'what was taken out, and where',
  [MANIFEST]: 'what is in the file, and what made it',
}

/** Throws a {@link Refusal} where nobody could look at anything. */
export const expectSomebody = (hasSomebody: boolean): void => {
  if (hasSomebody) return
  throw new Refusal(
    'NO_TERMINAL',
    '--review shows what is to be sent, and nobody is at a terminal here.',
    'Leave out --review, and look at the finished file by `report show` before you send it.',
  )
}

/**
 * Shows every file that is to be sent, one after the other: the page in a browser where there is one, all else in a pager.
 * Each may be taken out but those without which it is no report. Throws a {@link Refusal} where it is not to be sent.
 */
export const reviewOnTerminal =
  (probes: Probes): Review =>
  async (without) => {
    const { folder, remove } = await makeScratch()
    const viewers = { text: pager(probes), page: (await browser(probes)) ?? pager(probes) }
    const dropped = new Set<string>()
    try {
      const names = without(dropped).map(({ name }) => name)
      for (const [index, name] of names.entries()) {
        // What was taken out before changes the files that tell of it.
        const entry = without(dropped).find((each) => each.name === name)
        if (entry === undefined) continue
        const shown = { entry, folder, count: `${index + 1} of ${names.length}` }
        if (!(await isKept(shown, name === PAGE ? viewers.page : viewers.text))) dropped.add(name)
      }
    } finally {
      await remove()
    }
    const out = dropped.size === 0 ? '' : ` without ${[...dropped].join(', ')}`
    if (await askYesNo(`Seal the report${out}, and write it?`, false, LEFT)) return dropped
    throw notWritten()
  }

const LEFT = 'the report was not written'

const notWritten = (): Refusal => new Refusal('NOT_AGREED', 'The report was not written.', null)

interface Shown {
  readonly entry: ArchiveEntry
  readonly folder: string
  readonly count: string
}

const isKept = async ({ entry, folder, count }: Shown, viewer: Viewer): Promise<boolean> => {
  const { name, bytes } = entry
  const about = ABOUT[name] === undefined ? '' : `: ${ABOUT[name]}`
  const path = join(folder, basename(name))
  await putOnDisk([{ path, content: bytes }])
  const words = NEEDED.has(name) ? ['keep', 'show', 'quit'] : ['keep', 'drop', 'show', 'quit']
  for (let answer = 'show'; ; ) {
    if (answer === 'show') {
      printErr(`\n${count}: ${name}, ${sizeWords(bytes.length)}${about}\n`)
      await viewer.show(path, bytes)
    }
    answer = await answerLine(`${name}: ${hintOf(words)}`, words, 'keep', LEFT)
    if (answer === 'quit') throw notWritten()
    if (answer !== 'show') return answer === 'keep'
  }
}

const WORDS: Readonly<Record<string, string>> = {
  keep: '[K]eep it',
  drop: '[d]rop it',
  show: '[s]how it again',
  quit: '[q]uit',
}

const hintOf = (words: readonly string[]): string => words.map((word) => WORDS[word] ?? word).join(', ')
