import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type GatewayNode, gatewayNodes } from '../../../plugins/host/facts/gateway-node.js'
import { aPatient } from './patient.js'

const PACKAGE = JSON.stringify({ name: 'clawdbot', version: '2026.1.24', engines: { node: '>=22.12.0' } })

it('finds nothing where there is nothing', async () => {
  const patient = await aPatient()
  expect(
    await patient.collect<readonly GatewayNode[]>(gatewayNodes, { env: { PATH: `${patient.root}/bin` } }),
  ).toEqual([])
})

it('finds the gateway behind the link on PATH, and the Node beside it', async () => {
  const patient = await aPatient()
  const entry = 'lib/node_modules/clawdbot/dist/entry.js'
  await patient.put(entry, '#!/usr/bin/env node\n', 0o755)
  await patient.put('lib/node_modules/clawdbot/package.json', PACKAGE)
  await patient.put('lib/node_modules/clawdbot/dist/package.json', '{"type": "module"}')
  await patient.program('node', 'echo v20.19.1')
  await symlink(`../${entry}`, join(patient.root, 'bin/clawdbot'))
  expect(await patient.collect(gatewayNodes)).toEqual([
    {
      service: null,
      gateway: {
        path: `${patient.root}/lib/node_modules/clawdbot/package.json`,
        version: '2026.1.24',
        engines: '>=22.12.0',
        writtenAt: expect.any(Number),
      },
      node: `${patient.root}/bin/node`,
      version: '20.19.1',
      gone: [],
    },
  ])
})

it('asks the Node of a service, and tells what of its command is gone', async () => {
  const patient = await aPatient()
  const { root, home } = patient
  await patient.put('opt/clawdbot/package.json', PACKAGE)
  await patient.put('opt/clawdbot/entry.js', '')
  await patient.put('opt/node', '#!/bin/sh\necho v24.0.0\n', 0o755)
  await mkdir(join(home, '.config/systemd/user'), { recursive: true })
  const unit = (name: string, command: string) =>
    patient.put(`${home}/.config/systemd/user/${name}.service`, `[Service]\nExecStart=${command} gateway\n`)
  await unit('clawdbot-gateway', `${root}/opt/node ${root}/opt/clawdbot/entry.js`)
  await unit('clawdbot-gateway-work', `${root}/opt/none/node ${root}/opt/clawdbot/lost.js`)
  expect(await patient.collect(gatewayNodes, { env: { PATH: `${root}/bin` } })).toMatchObject([
    {
      service: 'clawdbot-gateway-work.service',
      gateway: null,
      version: null,
      gone: [`${root}/opt/none/node`, `${root}/opt/clawdbot/lost.js`],
    },
    {
      service: 'clawdbot-gateway.service',
      gateway: { version: '2026.1.24' },
      version: '24.0.0',
      gone: [],
    },
  ])
})
