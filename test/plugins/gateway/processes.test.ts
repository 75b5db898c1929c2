import { expect, it } from 'vitest'
import { type GatewayProcesses, processes } from '../../../plugins/gateway/facts/processes.js'
import { aPatient } from '../host/patient.js'
import { BOOT, ME, putLock, putProcess, putSystem } from './proc.js'

const GATEWAY = 'clawdbot-gateway\0\0\0'
const UNIT = '/user.slice/user-1000.slice/user@1000.service/app.slice/clawdbot-gateway.service'

it('tells of each gateway who started it, when, and for which config', async () => {
  const patient = await aPatient()
  await putSystem(patient)
  await putProcess(patient, 40, { commandLine: GATEWAY, cgroup: UNIT, ticks: 1234 })
  await putProcess(patient, 41, { commandLine: 'node\0/opt/clawdbot/dist/entry.js\0gateway\0--port\x001' })
  await putProcess(patient, 42, { commandLine: 'clawdbot-doctor\0' })
  await putProcess(patient, 43, { commandLine: 'vim\0gateway.md\0' })
  await putLock(patient, { pid: 40, createdAt: '2026', configPath: '/home/ada/c.json', startTime: 1234 })
  await putLock(patient, { pid: 41, configPath: '/x.json', startTime: 9 }, 'gateway.0.lock')
  await putLock(patient, { pid: 41, configPath: '/other.json' }, 'other.lock')
  expect(await patient.collect<GatewayProcesses>(processes, ME)).toEqual({
    seen: true,
    processes: [
      {
        pid: 40,
        parent: 77,
        startedAt: BOOT * 1000 + 12_340,
        units: ['user@1000.service', 'clawdbot-gateway.service'],
        configPath: '/home/ada/c.json',
      },
      // The lock with its number was written by an earlier process.
      { pid: 41, parent: 77, startedAt: BOOT * 1000 + 5000, units: [], configPath: null },
    ],
  })
})

it('takes the folder for temporary files that the shell names', async () => {
  const patient = await aPatient()
  await putSystem(patient)
  await putProcess(patient, 40, { commandLine: GATEWAY })
  await patient.put(`scratch/clawdbot-${ME.user.uid}/gateway.1.lock`, '{"pid": 40, "configPath": "/c.json"}')
  await patient.put(`scratch/clawdbot-${ME.user.uid}/gateway.2.lock`, 'no JSON')
  const found = await patient.collect<GatewayProcesses>(processes, { ...ME, env: { TMPDIR: '/scratch/' } })
  expect(found.processes).toMatchObject([{ configPath: '/c.json' }])
})

it('leaves out those of other users, and those in containers', async () => {
  const patient = await aPatient()
  await putSystem(patient)
  await putProcess(patient, 40, { commandLine: GATEWAY, cgroup: '/system.slice/docker-0a1b.scope' })
  const theirs = { user: { uid: ME.user.uid + 1, name: 'bob' } }
  expect(await patient.collect(processes, ME)).toEqual({ seen: true, processes: [] })
  await putProcess(patient, 41, { commandLine: GATEWAY })
  expect(await patient.collect(processes, theirs)).toEqual({ seen: true, processes: [] })
  expect(await patient.collect<GatewayProcesses>(processes, ME)).toMatchObject({ processes: [{ pid: 41 }] })
})

it('finds those of its own container', async () => {
  const patient = await aPatient()
  await putSystem(patient)
  await patient.put('proc/self/cgroup', '12:cpu:/docker/0a1b\n0::/docker/0a1b\n')
  await putProcess(patient, 40, { commandLine: GATEWAY, cgroup: '/docker/0a1b' })
  await putProcess(patient, 41, { commandLine: GATEWAY, cgroup: '/docker/ffff' })
  await patient.put('proc/40/cgroup', '12:cpu:/docker/0a1b\n0::/docker/0a1b\n')
  expect(await patient.collect<GatewayProcesses>(processes, ME)).toMatchObject({ processes: [{ pid: 40 }] })
})

it.each(['darwin', 'win32'])('sees nothing on %s, and says so', async (platform) => {
  const patient = await aPatient()
  await putSystem(patient)
  await putProcess(patient, 40, { commandLine: GATEWAY })
  expect(await patient.collect(processes, { ...ME, platform })).toEqual({ seen: false, processes: [] })
})
