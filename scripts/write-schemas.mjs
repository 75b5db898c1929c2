import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { authExplainV1 } from '../dist/src/report/auth-explain-schema.js'
import { authListV1 } from '../dist/src/report/auth-list-schema.js'
import { baselineV1 } from '../dist/src/report/baseline-schema.js'
import { conformanceV1 } from '../dist/src/report/conformance-schema.js'
import { doctorConfigV1 } from '../dist/src/report/doctor-config-schema.js'
import { historyV1 } from '../dist/src/report/history-schema.js'
import { pluginsChangeV1, pluginsListV1 } from '../dist/src/report/plugins-schema.js'
import {
  reportCaseChangeV1,
  reportCaseNamesV1,
  reportCasesV1,
} from '../dist/src/report/report-case-schema.js'
import { reportCreateV1 } from '../dist/src/report/report-create-schema.js'
import { errorV1, reportV1 } from '../dist/src/report/schema.js'
import { reportDiffV1 } from '../dist/src/report/sealed/diff-schema.js'
import { manifestV1 } from '../dist/src/report/sealed/manifest-schema.js'
import { reportPartsV1 } from '../dist/src/report/sealed/parts-schema.js'
import { redactionsV1 } from '../dist/src/report/sealed/redactions-schema.js'
import { reportReplayV1 } from '../dist/src/report/sealed/replay-schema.js'
import { sealedReportV1 } from '../dist/src/report/sealed/schema.js'
import { reportSummaryV1 } from '../dist/src/report/sealed/summary-schema.js'
import { modelsStatusV1 } from '../dist/src/report/status-schema.js'
import { undoV1 } from '../dist/src/report/undo-schema.js'
import { reportVerifyV1 } from '../dist/src/report/verify-schema.js'
import { root } from './root.mjs'

// The published JSON Schemas, from the same definitions that the types come from.
const documents = {
  'report.v1.json': reportV1,
  'models-status.v1.json': modelsStatusV1,
  'auth-explain.v1.json': authExplainV1,
  'auth-list.v1.json': authListV1,
  'undo.v1.json': undoV1,
  'history.v1.json': historyV1,
  'error.v1.json': errorV1,
  'doctor-config.v1.json': doctorConfigV1,
  'baseline.v1.json': baselineV1,
  'plugins-list.v1.json': pluginsListV1,
  'plugins-change.v1.json': pluginsChangeV1,
  'conformance.v1.json': conformanceV1,
  'sealed-report.v1.json': sealedReportV1,
  'report-create.v1.json': reportCreateV1,
  'report-cases.v1.json': reportCasesV1,
  'report-case-names.v1.json': reportCaseNamesV1,
  'report-case-change.v1.json': reportCaseChangeV1,
  'report-manifest.v1.json': manifestV1,
  'report-redactions.v1.json': redactionsV1,
  'report-verify.v1.json': reportVerifyV1,
  'report-diff.v1.json': reportDiffV1,
  'report-parts.v1.json': reportPartsV1,
  'report-replay.v1.json': reportReplayV1,
  'report-summary.v1.json': reportSummaryV1,
}

/** @type {[name: string, text: string][]} */
const texts = Object.entries(documents).map(([name, schema]) => [
  name,
  `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'output' }), null, 2)}\n`,
])

if (process.argv[2] === '--print') {
  process.stdout.write(JSON.stringify(Object.fromEntries(texts)))
} else {
  mkdirSync(join(root, 'schemas'), { recursive: true })
  for (const [name, text] of texts) {
    const path = join(root, 'schemas', name)
    let before = ''
    try {
      before = readFileSync(path, 'utf8')
    } catch {}
    if (before !== text) writeFileSync(path, text)
  }
}
