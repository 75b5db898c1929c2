/** One series of a gauge: its labels, and its value. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

/** A gauge with what it tells; its name ends in its unit where it has one. */
export interface Gauge {
  readonly name: string
  readonly help: string
  readonly unit?: string
  readonly samples: readonly Sample[]
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const seriesOf = (name: string, labels: Sample['labels'] = {}): string => {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`)
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`
}

/**
 * A gauge in OpenMetrics' text, which node_exporter's reader of Prometheus' own text takes too. A series that is told
 * twice is written once: to either reader two of it are an error.
 */
export const gaugeLines = ({ name, help, unit, samples }: Gauge): readonly string[] => {
  const series = new Map(samples.map(({ labels, value }) => [seriesOf(name, labels), value]))
  return [
    `# TYPE ${name} gauge`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...[...series].map(([key, value]) => `${key} ${value}`),
  ]
}
