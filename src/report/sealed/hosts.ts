import type { Counted } from './brief.js'
import type { ReportSummary } from './summary-schema.js'

const FEW = 0.05
const FEWEST_TO_COMPARE = 3
const MOST_TOLD = 100

interface Host {
  readonly host: string
  readonly case: string
  /** Of the report that is told; the name of its file decides between two of one moment. */
  at: string
  findings: readonly number[]
}

/** What each machine has, by its latest report alone. It keeps a few numbers for each, and nothing of its reports. */
export class Hosts {
  readonly #hosts = new Map<string, Host>()
  readonly #numbers = new Map<string, number>()

  add({ host, case: id, createdAt, findings }: Counted, file: string): void {
    const key = JSON.stringify([id, host])
    const known = this.#hosts.get(key) ?? { host, case: id, at: '', findings: [] }
    const at = `${new Date(createdAt).toISOString()} ${file}`
    if (at > known.at) {
      known.at = at
      known.findings = [...findings].map((finding) => this.#numberOf(finding))
    }
    this.#hosts.set(key, known)
  }

  get size(): number {
    return this.#hosts.size
  }

  /** On how many machines there is a finding. */
  counts(): ReadonlyMap<string, number> {
    const counts = this.#counted()
    return new Map([...this.#numbers].map(([finding, number]) => [finding, counts[number] ?? 0]))
  }

  /** Machines with findings that hardly any other has, or without one that nearly every other has. */
  differing(): ReportSummary['differing'] {
    const size = this.#hosts.size
    const few = Math.max(1, Math.floor(size * FEW))
    if (size < FEWEST_TO_COMPARE) return { hosts: [], left: 0, few }
    const names = [...this.#numbers.keys()]
    const counts = this.#counted()
    const isRare = (number: number): boolean => (counts[number] ?? 0) <= few
    const usual = names.flatMap((_, number) => ((counts[number] ?? 0) >= size - few ? [number] : []))
    const told = (numbers: readonly number[]) => numbers.map((number) => names[number] ?? '').sort()
    const differing = [...this.#hosts.values()]
      .map(({ host, case: id, findings }) => {
        const own = new Set(findings)
        const lacks = usual.filter((number) => !own.has(number))
        const has = findings.filter((number) => isRare(number))
        return { host, case: id, has: told(has), lacks: told(lacks) }
      })
      .filter(({ has, lacks }) => has.length + lacks.length > 0)
      .sort((one, other) => weight(other) - weight(one) || (nameOf(one) < nameOf(other) ? -1 : 1))
    return { hosts: differing.slice(0, MOST_TOLD), left: Math.max(0, differing.length - MOST_TOLD), few }
  }

  #numberOf(finding: string): number {
    const number = this.#numbers.get(finding) ?? this.#numbers.size
    this.#numbers.set(finding, number)
    return number
  }

  #counted(): readonly number[] {
    const counts = new Array<number>(this.#numbers.size).fill(0)
    for (const { findings } of this.#hosts.values())
      for (const number of findings) counts[number] = (counts[number] ?? 0) + 1
    return counts
  }
}

type Differing = ReportSummary['differing']['hosts'][number]

const weight = ({ has, lacks }: Differing): number => has.length + lacks.length
const nameOf = ({ case: id, host }: Differing): string => `${id} ${host}`
