import { counted } from '../../counts.js'
import { diffReports } from '../../sealed/diff.js'
import type { SealedReport } from '../../sealed/schema.js'
import { element } from '../element.js'
import { readReportFile } from './read-file.js'
import { Refused } from './refused.js'
import { shownDiff } from './show-diff.js'

/** Lets another report be dropped or chosen, and shows what differs. Nothing leaves this page. */
export const compareWith = (own: SealedReport): void => {
  const drop = document.getElementById('drop')
  const other = document.getElementById('other')
  const said = document.getElementById('compare-said')
  const place = document.getElementById('comparison')
  if (drop === null || !(other instanceof HTMLInputElement) || said === null || place === null) return
  drop.hidden = false
  document.getElementById('compare-off')?.remove()
  let latest = 0
  const take = async (file: File): Promise<void> => {
    latest += 1
    const turn = latest
    said.textContent = `Reading ${file.name} …`
    place.replaceChildren()
    const outcome = await compared(own, file)
    // Somebody who drops a second one does not wait for the first.
    if (turn !== latest) return
    said.textContent = outcome.said
    place.replaceChildren(...outcome.shown)
    if (outcome.shown.length > 0) place.focus({ preventScroll: true })
    drop.scrollIntoView()
  }
  other.addEventListener('change', () => {
    const [file] = other.files ?? []
    if (file !== undefined) void take(file)
  })
  onDrop((file) => void take(file))
}

interface Outcome {
  readonly said: string
  readonly shown: readonly HTMLElement[]
}

const compared = async (own: SealedReport, file: File): Promise<Outcome> => {
  try {
    const other = await readReportFile(file)
    const isThisAfter = Date.parse(own.createdAt) >= Date.parse(other.createdAt)
    const diff = isThisAfter ? diffReports(other, own) : diffReports(own, other)
    const { new: added, gone, persisting } = diff.findings
    return {
      said: `Compared with ${file.name}: ${added.length} new, ${gone.length} gone, ${persisting.length} persisting findings; ${counted(diff.facts.length, 'changed fact')}.`,
      shown: [element('div', 'differences', ...shownDiff(diff, isThisAfter))],
    }
  } catch (error) {
    const why = error instanceof Refused ? error.message : 'It cannot be compared.'
    return { said: `${file.name} was not taken. ${why}`, shown: [] }
  }
}

/** A file may be dropped anywhere: a browser that is not told so leaves this page for it. */
const onDrop = (take: (file: File) => void): void => {
  const root = document.documentElement
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
  addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    root.classList.add('dropping')
  })
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) root.classList.remove('dropping')
  })
  addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    root.classList.remove('dropping')
    const [file] = event.dataTransfer?.files ?? []
    if (file !== undefined) take(file)
  })
}
