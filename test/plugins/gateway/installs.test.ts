import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { installs } from '../../../plugins/gateway/facts/installs.js'
import { aPatient, type Patient } from '../host/patient.js'

const install = async (patient: Patient, folder: string, version: string, name = 'clawdbot') => {
  await patient.put(`${folder}/lib/${name}/package.json`, JSON.stringify({ name, version }))
  await patient.put(`${folder}/lib/${name}/dist/entry.js`, '', 0o755)
  await patient.put(`${folder}/bin/other`, '', 0o755)
  await symlink(`../lib/${name}/dist/entry.js`, join(patient.root, folder, 'bin/clawdbot'))
}

it('finds every copy on PATH once, and nothing that only goes by its name', async () => {
  const patient = await aPatient()
  const { root } = patient
  await install(patient, 'a', '2026.1.24')
  await install(patient, 'b', '2026.1.5')
  await install(patient, 'c', '0.1.0', 'clawdbot-doctor')
  await patient.put('d/bin/other', '')
  await symlink('../../a/bin/clawdbot', join(root, 'd/bin/clawdbot'))
  const PATH = ['c', 'a', 'b', 'd'].map((folder) => `${root}/${folder}/bin`).join(':')
  expect(await patient.collect(installs, { env: { PATH } })).toEqual([
    {
      command: `${root}/a/bin/clawdbot`,
      packagePath: `${root}/a/lib/clawdbot/package.json`,
      version: '2026.1.24',
    },
    {
      command: `${root}/b/bin/clawdbot`,
      packagePath: `${root}/b/lib/clawdbot/package.json`,
      version: '2026.1.5',
    },
  ])
})
