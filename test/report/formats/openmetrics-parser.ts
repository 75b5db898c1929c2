import { spawnSync } from 'node:child_process'
import { isAtHand } from '../../setup/at-hand.js'

/** The parser of Prometheus' own Python client: it knows every rule of OpenMetrics 1.0. */
const SCRIPT = `
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as prometheus
answers = []
for document in json.load(sys.stdin):
    try:
        families = list(openmetrics(document))
        list(prometheus(document))
        answers.append({"families": [
            {"name": f.name, "type": f.type, "unit": f.unit,
             "samples": [{"name": s.name, "labels": s.labels, "value": repr(s.value)} for s in f.samples]}
            for f in families]})
    except Exception as error:
        answers.append({"error": repr(error)})
json.dump(answers, sys.stdout)
`

const PYTHONS = ['/usr/bin/python3', 'python3']

const python = PYTHONS.find(
  (path) => spawnSync(path, ['-c', 'import prometheus_client.openmetrics.parser']).status === 0,
)

export const hasParser = isAtHand(
  python !== undefined,
  'python3 with prometheus_client',
  'OpenMetrics as Prometheus reads it',
)

export interface Family {
  readonly name: string
  readonly type: string
  readonly unit: string
  readonly samples: readonly {
    readonly name: string
    readonly labels: Readonly<Record<string, string>>
    readonly value: string
  }[]
}

/** Reads each as OpenMetrics, and as the older text that node_exporter reads; throws at the first that is not. */
export const readOpenmetrics = (documents: readonly string[]): readonly (readonly Family[])[] => {
  if (python === undefined) throw new Error('python3-prometheus-client is not installed')
  const { stdout, stderr } = spawnSync(python, ['-c', SCRIPT], {
    input: JSON.stringify(documents),
    encoding: 'utf8',
    env: { PYTHONIOENCODING: 'utf-8' },
    maxBuffer: 1e9,
  })
  if (stdout === '') throw new Error(stderr)
  const answers = JSON.parse(stdout) as readonly ({ families: readonly Family[] } | { error: string })[]
  return answers.map((answer) => {
    if ('error' in answer) throw new Error(answer.error)
    return answer.families
  })
}
