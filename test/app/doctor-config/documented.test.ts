import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bundledPlugins } from '../../../plugins/index.js'
import { withSettings } from '../../../src/app/doctor-config/against-registry.js'
import { parseDoctorConfig } from '../../../src/app/doctor-config/parse-config.js'
import { createRegistry } from '../../../src/engine/registry.js'
import { doctorConfigV1 } from '../../../src/report/doctor-config-schema.js'

const page = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8')
const text = /```jsonc\n(.*?)```/s.exec(page)?.[1] ?? ''

it('documents every key, by settings that are taken as they stand', () => {
  const source = { path: 'docs/configuration.md', text }
  const config = parseDoctorConfig(source)
  expect(Object.keys(config).sort()).toEqual(Object.keys(doctorConfigV1.shape).sort())
  const loaded = { ...source, sha256: '', isNamed: true, config }
  expect(withSettings(loaded, createRegistry(bundledPlugins)).checks.size).toBeGreaterThan(0)
})
