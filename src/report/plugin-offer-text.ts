import { labelledLine } from './labelled-line.js'
import type { PluginOffer } from './plugins-schema.js'
import { rightWords } from './right-words.js'
import { paint, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

/** Who, what and which rights: all that somebody has to know before they say yes. Ends without a line end. */
export const offerText = (offer: PluginOffer, style: Style): string => {
  const { id, version, was, author, publisher, licence, repository, source, integrity, scripts, rights } =
    offer
  const line = (label: string, text: string | null): readonly string[] =>
    text === null ? [] : [labelledLine(style, label, text)]
  return [
    paint(style, 'bold', `${id} ${version}${was === null || was === version ? '' : ` (now ${was})`}`),
    ...line('from', source),
    ...line('author', author === null ? 'not named' : `${author}, as the package says`),
    ...line('publisher', publisher === null ? null : `${publisher}, as the registry says`),
    ...line('licence', licence ?? 'not named'),
    ...line('code', repository === null ? null : `${repository}, as the package says`),
    ...line('bytes', integrity),
    ...line('size', sizeWords(offer)),
    ...line('scripts', scripts.length === 0 ? null : `${scripts.join(', ')}: not run`),
    ...line('checks', offer.checks === null ? 'known when it runs' : offer.checks.join(', ') || 'none'),
    '',
    ...rightsText(rights, was !== null, style),
    '',
    wrap(NEVER, style.width, ''),
  ].join('\n')
}

const NEVER =
  'It runs in a process of its own that may write nothing, and none of its install scripts are run. Secrets in what the doctor tells it stay sealed.'

const rightsText = (rights: PluginOffer['rights'], isUpdate: boolean, style: Style): readonly string[] => {
  if (rights.length === 0) return ['It asks for no rights.']
  return [
    'It asks to',
    ...rights.map((right) => {
      const isNew = isUpdate && right.isNew
      const mark = paint(style, isNew ? 'yellow' : 'dim', sign(style, isNew ? 'warning' : 'info'))
      return `  ${mark} ${wrap(`${isNew ? 'new: ' : ''}${rightWords(right)}`, style.width, '    ')}`
    }),
  ]
}

const sizeWords = ({ size, files, companions }: PluginOffer): string | null => {
  if (size === null || files === null || companions === null) return null
  const others =
    companions === 0 ? 'nothing else comes along' : `${counted(companions, 'other package')} along with it`
  return `${Math.max(1, Math.round(size / 1000))} kB in ${counted(files, 'file')}; ${others}`
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
