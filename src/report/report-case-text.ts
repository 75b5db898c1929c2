import { labelledLine } from './labelled-line.js'
import type { CaseList, CaseNames } from './report-case-schema.js'
import type { Style } from './style.js'
import { wrap } from './wrap.js'

interface CaseTextOptions {
  readonly style: Style
  /** The name this program was called by. */
  readonly cli: string
}

/** The cases, the newest first. */
export const casesText = ({ cases }: CaseList, { style, cli }: CaseTextOptions): string => {
  if (cases.length === 0)
    return `${wrap(`There are no cases yet. \`${cli} report create\` makes one.`, style.width, '')}\n`
  return `${cases
    .map(({ id, madeAt, names }) =>
      [
        id,
        labelledLine(style, 'made', `${madeAt.slice(0, 16).replace('T', ' ')} UTC`),
        labelledLine(
          style,
          'names',
          `${names} of people and places; \`${cli} report case names ${id}\` tells them`,
        ),
      ].join('\n'),
    )
    .join('\n\n')}\n`
}

/** What each name of a case stands for. */
export const caseNamesText = ({ case: id, names }: CaseNames, { style }: CaseTextOptions): string => {
  if (names.length === 0) return `No name of the case ${id} is known here.\n`
  const blocks = names.map(({ name, kind, meaning }) =>
    [
      name,
      ...meaning.map((each, index) =>
        labelledLine(style, index > 0 ? '' : kind === 'secret' ? 'lies in' : kind, each),
      ),
    ].join('\n'),
  )
  return `${blocks.join('\n')}\n`
}
