import { h } from 'hastscript'
import { counted } from '../counts.js'
import { formatDuration } from '../duration.js'
import { apart, badge, type HtmlElement } from '../formats/html-words.js'
import { shortPath } from '../message.js'
import type { SealedReport } from '../sealed/schema.js'
import { type Life, livesOf } from './life.js'
import { legendOf } from './life-legend.js'
import { axisSvg, lifeSvg } from './life-svg.js'
import { momentWords } from './moments.js'

/** More pictures than these nobody looks through; the table has all. */
const MOST_PICTURES = 200

/** When each credential began, was last used and ends, around the moment of the report. */
export const livesSection = ({ credentials, report }: SealedReport, now: number): readonly HtmlElement[] => {
  if (credentials.length === 0)
    return [
      h('p', { class: 'empty' }, 'No credential was found on this machine, in any place that was looked at.'),
    ]
  const { home } = report.run
  const named = credentials.map((credential) => ({ ...credential, name: shortPath(credential.name, home) }))
  const lives = livesOf(named, now)
  const left = lives.length - MOST_PICTURES
  const zoneMs = report.run.warnWithinMs
  return [
    h(
      'div',
      { class: 'sheet lives' },
      h('div', { class: 'life-row head' }, h('p', { class: 'small' }, zoneWords(zoneMs)), axisSvg()),
      h('ol', ...lives.slice(0, MOST_PICTURES).map((life) => row(life, lives, now, zoneMs))),
      h(
        'ul',
        { class: 'legend' },
        ...legendOf(lives, now).map(([picture, words]) => h('li', picture, ' ', words)),
      ),
    ),
    ...(left > 0 ? [h('p', { class: 'small' }, `${counted(left, 'more credential')} in the table.`)] : []),
    h('details', { class: 'fold' }, h('summary', 'The same as a table, with exact times'), lifeTable(lives)),
  ]
}

const zoneWords = (zoneMs: number): string =>
  `Shaded: the next ${formatDuration(zoneMs)}. The further from now, the closer together the days stand.`

const row = (life: Life, all: readonly Life[], now: number, zoneMs: number): HtmlElement =>
  h(
    'li',
    { class: 'life-row' },
    h(
      'div',
      { class: 'who' },
      h('code', life.credential.name),
      ' ',
      ...life.states.flatMap((state) => [badge(life.tone, state), ' ']),
      h('span', { class: 'small' }, apart(aboutWords(life)), ...sharing(life, all)),
    ),
    h('div', { class: 'track' }, lifeSvg(life, now, zoneMs)),
  )

const KINDS = { api_key: 'API key', token: 'token', oauth: 'login' } as const
const PLACES = {
  profile: 'in the store',
  env: 'environment',
  config: 'config',
  login: 'of another program',
} as const

const aboutWords = ({ credential: { agent, provider, type, via } }: Life): string =>
  [
    provider,
    [...(type === null ? [] : [KINDS[type]]), PLACES[via]].join(', '),
    ...(agent === null ? [] : [`agent ${agent}`]),
  ].join(' · ')

/** The same token in two places is what most riddles come from. */
const sharing = ({ credential }: Life, all: readonly Life[]): readonly (HtmlElement | string)[] => {
  const { secret } = credential
  if (secret === null) return []
  const others = all.flatMap((other) =>
    other.credential !== credential && other.credential.secret === secret ? [placeWords(other)] : [],
  )
  if (others.length === 0) return []
  const more = others.length > 3 ? ` and ${others.length - 3} more` : ''
  return [' · the same token as ', apart(others.slice(0, 3).join(', ')), more]
}

const placeWords = ({ credential: { name, agent } }: Life): string =>
  agent === null ? name : `${name} (agent ${agent})`

const COLUMNS = ['Credential', 'Issued', 'Last used', 'Ends'] as const

const lifeTable = (lives: readonly Life[]): HtmlElement =>
  h(
    'div',
    { class: 'sheet' },
    h(
      'table',
      { class: 'tight' },
      h('thead', h('tr', ...COLUMNS.map((column) => h('th', { scope: 'col' }, column)))),
      h('tbody', ...lives.map(tableRow)),
    ),
  )

const tableRow = (life: Life): HtmlElement => {
  const { credential, states, cooling } = life
  const { secret, issuedAt, lastUsedAt, expiresAt, coolingUntil } = credential
  return h(
    'tr',
    h(
      'th',
      { scope: 'row' },
      h('code', credential.name),
      h('span', { class: 'small' }, apart(aboutWords(life))),
      ...(secret === null ? [] : [h('span', { class: 'small' }, apart(secret))]),
    ),
    h('td', ...time(issuedAt, 'not known')),
    h('td', ...time(lastUsedAt, 'not known')),
    h(
      'td',
      ...time(expiresAt, '–'),
      h('span', { class: 'small' }, states[0] ?? ''),
      ...(cooling === null || coolingUntil === null
        ? []
        : [h('span', { class: 'small' }, 'cools until ', ...time(coolingUntil, ''))]),
    ),
  )
}

const time = (iso: string | null, none: string): readonly (HtmlElement | string)[] =>
  iso === null ? [none] : [h('time', { dateTime: iso }, momentWords(iso))]
