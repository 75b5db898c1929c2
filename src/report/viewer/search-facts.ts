import { counted } from '../counts.js'
import type { SealedFact } from '../sealed/schema.js'
import { element, linkTo } from './element.js'
import { type Leaf, leavesOf } from './leaves.js'
import { marked } from './marked.js'

/** More hits than these nobody reads: who searches on narrows them down. */
const MOST_HITS = 200

/** Makes the facts searchable: every word has to stand in a value's place or in the value. */
export const searchFacts = (facts: readonly SealedFact[]): void => {
  const finder = document.getElementById('finder')
  const find = document.getElementById('find')
  const found = document.getElementById('found')
  const hits = document.getElementById('hits')
  const list = document.getElementById('fact-list')
  if (
    finder === null ||
    !(find instanceof HTMLInputElement) ||
    found === null ||
    hits === null ||
    list === null
  )
    return
  finder.hidden = false
  let leaves: readonly Leaf[] | null = null
  find.addEventListener('input', () => {
    leaves ??= facts.flatMap((fact, index) => leavesOf(fact, index))
    const words = find.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    const matching =
      words.length === 0 ? [] : leaves.filter(({ text }) => words.every((word) => text.includes(word)))
    hits.replaceChildren(...matching.slice(0, MOST_HITS).map((leaf) => hit(leaf, words)))
    hits.hidden = matching.length === 0
    list.hidden = words.length > 0
    found.textContent = words.length === 0 ? '' : countWords(matching)
  })
}

const countWords = (matching: readonly Leaf[]): string => {
  if (matching.length === 0) return 'Nothing in the facts matches.'
  const facts = new Set(matching.map(({ index }) => index)).size
  const first = matching.length > MOST_HITS ? `, of which these are the first ${MOST_HITS}` : ''
  return `${counted(matching.length, 'value')} in ${counted(facts, 'fact')}${first}.`
}

const hit = ({ index, place, value }: Leaf, words: readonly string[]): HTMLLIElement => {
  const link = linkTo(`fact-${index + 1}`, element('code', '', ...marked(place, words)))
  // The list that it leads into is hidden while there are hits.
  link.addEventListener('click', () => {
    const list = document.getElementById('fact-list')
    if (list !== null) list.hidden = false
  })
  return element('li', '', link, ' = ', element('code', '', ...marked(value, words)))
}
