import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'

/** What a package's package.json has besides what every plugin's has. */
export interface PackageParts {
  readonly name: string
  readonly version?: string
  readonly capabilities?: object
  readonly checks?: readonly string[]
  readonly json?: object
  readonly files?: Readonly<Record<string, string>>
}

/** Writes a plugin's package into a folder of a home, and returns its path. */
export const makePackage = (home: string, folder: string, parts: PackageParts): string => {
  const { name, version = '1.0.0', capabilities, checks, json, files = {} } = parts
  const block = { apiVersion: '^1', entry: './index.js', capabilities, checks }
  const whole = { name, version, type: 'module', license: 'MIT', 'clawdbot-doctor': block, ...json }
  const all = { 'package.json': JSON.stringify(whole), 'index.js': 'export default {}\n', ...files }
  for (const [path, text] of Object.entries(all)) {
    const full = join(home, folder, path)
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, text)
  }
  return join(home, folder)
}

/** What npm makes of a folder: the bytes that are published. */
export const pack = async (home: string, folder: string): Promise<string> => {
  const args = ['pack', join(home, folder), '--ignore-scripts', '--silent', '--pack-destination', home]
  const env = { PATH: '/usr/bin:/bin', HOME: home }
  const { stdout } = await promisify(execFile)('npm', args, { env, cwd: home })
  return join(home, stdout.trim())
}

export interface Registry {
  readonly url: string
  /** Puts a package there as its newest version. */
  publish(tarball: string, rest?: object): void
  /** The paths that were asked for. */
  readonly asked: string[]
}

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

/** A registry of npm's on this machine, with what is published into it by the test. */
export const openRegistry = async (): Promise<Registry> => {
  const packages = new Map<string, { versions: Record<string, unknown>; latest: string }>()
  const tarballs = new Map<string, Buffer>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/')
    asked.push(path)
    const found = packages.get(path.slice(1))
    const bytes = tarballs.get(path)
    if (bytes !== undefined) response.end(bytes)
    else if (found !== undefined) {
      response.setHeader('content-type', 'application/json')
      const { versions, latest } = found
      response.end(JSON.stringify({ name: path.slice(1), 'dist-tags': { latest }, versions }))
    } else {
      response.statusCode = 404
      response.end('{"error":"not found"}')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    asked,
    publish: (tarball, rest = {}) => {
      const bytes = readFileSync(tarball)
      const json = manifestIn(tarball)
      const path = `/-/${json.name}-${json.version}.tgz`
      tarballs.set(path, bytes)
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
      const shasum = createHash('sha1').update(bytes).digest('hex')
      const hasInstallScript = json.scripts?.postinstall !== undefined
      const dist = { tarball: `${url}${encodeURI(path)}`, integrity, shasum }
      const known = packages.get(json.name) ?? { versions: {}, latest: '' }
      const versions = { ...known.versions, [json.version]: { ...json, hasInstallScript, dist, ...rest } }
      packages.set(json.name, { versions, latest: json.version })
    },
  }
}

interface Published {
  readonly name: string
  readonly version: string
  readonly scripts?: { readonly postinstall?: string }
}

const manifests = new Map<string, Published>()

/** Packs a package and publishes it. */
export const publish = async (
  registry: Registry,
  home: string,
  parts: PackageParts,
  rest: object = {},
): Promise<string> => {
  const folder = `published/${parts.name}-${parts.version ?? '1.0.0'}`
  const path = makePackage(home, folder, parts)
  const tarball = await pack(home, folder)
  manifests.set(tarball, JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')))
  registry.publish(tarball, rest)
  return tarball
}

const manifestIn = (tarball: string): Published => {
  const found = manifests.get(tarball)
  if (found === undefined) throw new Error(`nobody packed ${tarball} here`)
  return found
}

export const INSTALLED = '.clawdbot/doctor/installed'

export const consentsIn = (home: string) =>
  JSON.parse(readFileSync(join(home, INSTALLED, 'consents.json'), 'utf8')).plugins

/** The npm root of an installed plugin: the one that there is to be. */
export const rootIn = (home: string, name: string): string => {
  const roots = join(home, INSTALLED, name.replace('/', '+'))
  const [root, ...others] = readdirSync(roots)
  if (root === undefined || others.length > 0) throw new Error(`${roots} holds ${others.length + 1} roots`)
  return join(roots, root)
}
