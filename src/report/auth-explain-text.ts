import type { ExplainDocument } from './auth-explain-schema.js'
import { BASE_WORDS } from './base-words.js'
import { shortPath } from './message.js'
import { paint, type SignName, type Style, sign } from './style.js'
import { wrap } from './wrap.js'

export interface ExplainTextOptions {
  readonly style: Style
  readonly home: string
}

type Colour = 'green' | 'yellow' | 'red' | 'dim'
type Look = readonly [SignName, Colour]

const OF_STEP: Readonly<Record<ExplainDocument['steps'][number]['status'], Look>> = {
  done: ['pass', 'green'],
  failed: ['error', 'red'],
  attention: ['warning', 'yellow'],
  skipped: ['skip', 'dim'],
}

const OF_VERDICT: Readonly<Record<ExplainDocument['trace'][number]['verdict'], Look>> = {
  chosen: ['pass', 'green'],
  next: ['info', 'dim'],
  skipped: ['skip', 'dim'],
}

const OF_PIN: Readonly<Record<string, string>> = {
  'pin-user': 'nothing else is tried',
  'pin-unusable': 'nothing else is tried',
  'pin-auto': 'it is tried first',
  'pin-cooling': 'given up while it is in cooldown',
}

/** `models auth explain` for a person: the answer, what is tried and why, and which steps took. */
export const renderExplain = (document: ExplainDocument, options: ExplainTextOptions): string => {
  const { style } = options
  const title = (text: string): string => paint(style, 'bold', text)
  const blocks = [
    answer(document, options),
    ...(document.base === null
      ? []
      : [
          [
            title('What is tried, in this order'),
            wrap(BASE_WORDS[document.base], style.width, ''),
            ...tried(document, style),
          ],
        ]),
    [title('Step by step'), ...stepLines(document, style)],
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const line = (style: Style, [name, colour]: Look, text: string): string =>
  `  ${paint(style, colour, sign(style, name))} ${wrap(text, style.width, '    ')}`

const answer = (document: ExplainDocument, { style, home }: ExplainTextOptions): readonly string[] => {
  const { model, session, provider, chosen, steps, brokenStep, base } = document
  const [name, colour]: Look = chosen === null ? ['error', 'red'] : ['pass', 'green']
  const asked = [
    `Provider ${provider}`,
    ...(model === null ? [] : [`model ${model}`]),
    ...(session === null ? [] : [`session ${session}`]),
    `store ${shortPath(document.storePath, home)}`,
  ].join(', ')
  const broken = steps.find(({ step }) => step === brokenStep)
  return [
    `${paint(style, colour, sign(style, name))} ${wrap(document.answer, style.width, '  ')}`,
    // Of a file that could not be read the answer tells already.
    ...(broken === undefined || base === null
      ? []
      : [`  ${wrap(`The first step that did not take: ${broken.what}`, style.width, '  ')}`]),
    `  ${paint(style, 'dim', wrap(asked, style.width, '  '))}`,
  ]
}

const tried = ({ pin, trace, agentId, provider }: ExplainDocument, style: Style): readonly string[] => [
  ...(pin === null
    ? []
    : [line(style, ['info', 'dim'], `session pin ${pin.profileId}: ${OF_PIN[pin.code] ?? 'it is dropped'}`)]),
  ...(trace.some(({ via }) => via === 'profile')
    ? []
    : [line(style, ['skip', 'dim'], `profiles: none is stored for ${provider}`)]),
  ...trace.map(({ name, verdict, why, owner }) =>
    line(
      style,
      OF_VERDICT[verdict],
      `${name}${owner === null || owner === agentId ? '' : ` (from agent ${owner})`}: ${why}`,
    ),
  ),
]

const stepLines = ({ steps }: ExplainDocument, style: Style): readonly string[] =>
  steps.flatMap(({ status, what, next }) => [
    line(style, OF_STEP[status], what),
    ...(next === null || status === 'skipped' || status === 'done' ? [] : [nextLine(style, next)]),
  ])

const nextLine = (style: Style, next: string): string =>
  `    ${paint(style, 'dim', 'next')}  ${wrap(next, style.width, '          ')}`
