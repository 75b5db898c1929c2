import { unfold } from './unfold.js'

const FINDINGS = '#findings .card, #suppressed .card'

/** The keys that the page documents; none of them while somebody types, or holds Ctrl, Alt or Meta. */
export const listenToKeys = (): void => {
  const help = document.getElementById('keyboard')
  if (help !== null) help.hidden = false
  const isOn = document.getElementById('keys-on')
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return
    if (isOn instanceof HTMLInputElement && !isOn.checked) return
    const act = ACTIONS[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  })
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select')

const ACTIONS: Readonly<Record<string, () => void>> = {
  '/': () => goTo('find'),
  c: () => goTo('other'),
  j: () => step(1),
  k: () => step(-1),
  e: () => foldAll(),
  '?': () => {
    const help = document.getElementById('keyboard')
    if (help === null) return
    unfold(help)
    help.querySelector('summary')?.focus()
  },
}

const goTo = (id: string): void => {
  const target = document.getElementById(id)
  target?.closest('section')?.scrollIntoView()
  target?.focus({ preventScroll: true })
}

const step = (by: 1 | -1): void => {
  const cards = [...document.querySelectorAll<HTMLElement>(FINDINGS)]
  const at = cards.findIndex((card) => card.contains(document.activeElement))
  const next = at < 0 ? (by === 1 ? 0 : cards.length - 1) : at + by
  cards[next]?.focus()
}

const foldAll = (): void => {
  const folds = [...document.querySelectorAll<HTMLDetailsElement>('main details')]
  const isAnyClosed = folds.some((fold) => !fold.open)
  for (const fold of folds) fold.open = isAnyClosed
}
