/** Counts by name. */
export class Tally<Row extends object> {
  readonly #rows = new Map<string, Row>()

  constructor(private readonly fresh: () => Row) {}

  /** The row of a name, to be counted up. */
  at(name: string): Row {
    const row = this.#rows.get(name) ?? this.fresh()
    this.#rows.set(name, row)
    return row
  }

  /** The highest first; those as high as each other by their names. */
  sorted(by: (row: Row) => number): readonly (readonly [name: string, row: Row])[] {
    return [...this.#rows].sort(([a, one], [b, other]) => by(other) - by(one) || (a < b ? -1 : 1))
  }
}
