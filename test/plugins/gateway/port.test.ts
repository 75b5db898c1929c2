import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { type GatewayPort, port } from '../../../plugins/gateway/facts/port.js'
import { aPatient, type Patient } from '../host/patient.js'
import { ME, putProcess, putSystem } from './proc.js'

const servers: Server[] = []
const asked: string[] = []
afterEach(() => {
  asked.length = 0
  for (const server of servers.splice(0)) server.close()
})

/** Starts a server that gives one answer to everything; returns its port. */
const listen = async (body: string, status = 200, headers: Record<string, string> = {}): Promise<number> => {
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(status, headers).end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A machine with a gateway on it. */
const withGateway = async (): Promise<Patient> => {
  const patient = await aPatient()
  await patient.program('clawdbot', 'exit 1')
  return patient
}

const collect = (patient: Patient, its: number, env: Record<string, string> = {}, platform = 'linux') =>
  patient.collect<GatewayPort>(port, {
    ...ME,
    platform,
    env: { CLAWDBOT_GATEWAY_PORT: String(its), ...env },
  })

const PAGE = '<title>Clawdbot Control</title>'

it('knows a gateway by its process, and asks nobody then', async () => {
  const patient = await withGateway()
  const its = await listen('anything')
  await putSystem(patient, [
    [its, 900],
    [1999, 901],
    [22, 1],
  ])
  await putProcess(patient, 40, { commandLine: 'clawdbot-gateway\0', sockets: [900, 901, 5000] })
  expect(await collect(patient, its)).toEqual({
    listening: true,
    owner: { pid: 40, program: null },
    answer: 'gateway',
    ofProcesses: [{ pid: 40, ports: [1999, its] }],
  })
  expect(asked).toEqual([])
})

it('asks nobody where nobody listens', async () => {
  const patient = await withGateway()
  await putSystem(patient, [[22, 1]])
  expect(await collect(patient, 18789)).toEqual({
    listening: false,
    owner: null,
    answer: null,
    ofProcesses: [],
  })
})

it('is not looked for where nothing can start a gateway', async () => {
  const patient = await aPatient()
  await putSystem(patient, [[await listen(PAGE), 900]])
  expect(await collect(patient, 18789)).toEqual({
    listening: null,
    owner: null,
    answer: null,
    ofProcesses: [],
  })
})

it.each(['.config/systemd/user/clawdbot-gateway.service', '.config/systemd/user/bot.service'])(
  'is looked for where %s could start one',
  async (path) => {
    const patient = await aPatient()
    await patient.put(`${patient.home}/${path}`, '[Service]\nExecStart=/usr/bin/clawdbot gateway\n')
    await putSystem(patient, [[22, 1]])
    expect(await collect(patient, 18789)).toMatchObject({ listening: false })
  },
)

it('names a stranger, and asks once', async () => {
  const patient = await withGateway()
  const its = await listen('Welcome', 200, { server: 'nginx' })
  await putSystem(patient, [[its, 900]])
  await putProcess(patient, 39, { commandLine: 'bash\0', sockets: [1] })
  await putProcess(patient, 40, { commandLine: '/usr/sbin/nginx\0-g\0daemon off;\0', sockets: [900] })
  expect(await collect(patient, its)).toMatchObject({
    listening: true,
    owner: { pid: 40, program: 'nginx' },
    answer: 'stranger',
  })
  expect(asked).toEqual(['GET /'])
})

it('takes a gateway of another user for one', async () => {
  const patient = await withGateway()
  const its = await listen(PAGE)
  await putSystem(patient, [[its, 900]], ME.user.uid + 1)
  expect(await collect(patient, its)).toMatchObject({ listening: true, owner: null, answer: 'gateway' })
})

it.each([
  [PAGE, 200, {}, 'gateway'],
  ['Control UI assets not found', 503, {}, 'unclear'],
  ['Not Found', 404, {}, 'unclear'],
  ['Not Found', 404, { server: 'Apache' }, 'stranger'],
  ['{"status": "ok"}', 200, {}, 'stranger'],
] as const)('on a Mac takes the answer %j with %i and %j for: %s', async (body, status, headers, answer) => {
  const patient = await withGateway()
  const its = await listen(body, status, headers)
  expect(await collect(patient, its, {}, 'darwin')).toMatchObject({ listening: true, answer })
})

it('on a Mac finds that nobody listens', async () => {
  const patient = await withGateway()
  const its = await listen('')
  await new Promise((resolve) => servers.splice(0)[0]?.close(resolve))
  expect(await collect(patient, its, {}, 'darwin')).toMatchObject({ listening: false, answer: 'refused' })
})

it('sends nothing through a proxy, which would answer for itself', async () => {
  const patient = await withGateway()
  const its = await listen(PAGE)
  const env = { http_proxy: `http://127.0.0.1:${its}` }
  expect(await collect(patient, its, env, 'darwin')).toMatchObject({ listening: null, answer: 'not-asked' })
  expect(asked).toEqual([])
})
