import type { Data, DiskSpace, ProbeContext } from '../../contract/index.js'
import { createFakeSeal } from '../fake-secret.js'
import { envInHome, type HomeImage, IMAGE_NOW } from '../home-image.js'
import { createFakeFs } from './fs.js'
import { createFakeKeychain, type FakeKeychain } from './keychain.js'
import { createFakeNet, type FakeResponse } from './net.js'
import { createFakePrograms, type FakeProgram } from './programs.js'
import { createTree, type FakeFile, pathOf } from './tree.js'

/** A machine as data. What is left out is not there: no files, no programs, no network. */
export interface FakeContextOptions extends Omit<HomeImage, 'files' | 'programs'> {
  /** By absolute path, or by a path in the home: `~/.my-tool/config.json`. */
  readonly files?: Readonly<Record<string, FakeFile>>
  /** Files and folders of root's that nobody else may look into. */
  readonly denied?: readonly string[]
  readonly programs?: Readonly<Record<string, FakeProgram>>
  readonly keychain?: FakeKeychain
  /** By method and address: `GET https://api.example.com/v1`. Everything else cannot be reached. */
  readonly responses?: Readonly<Record<string, FakeResponse>>
  /** `/home/ada` where it is left out, `/Users/ada` and `C:\Users\ada` on other platforms. */
  readonly home?: string
  /** The home where it is left out. */
  readonly cwd?: string
  /** Linux where it is left out. */
  readonly platform?: ProbeContext['platform']
  /** Not root where it is left out: permissions count. */
  readonly user?: ProbeContext['user']
  /** What the run was asked for. */
  readonly settings?: Data
  /** Of every file system; null where none tells. */
  readonly disk?: DiskSpace | null
  readonly signal?: AbortSignal
}

/** Moves the time of a fake machine. */
export interface FakeClock {
  /** Makes it this moment, in Unix milliseconds. */
  set(ms: number): void
  /** Lets so many milliseconds pass. */
  advance(ms: number): void
}

export interface FakeContext extends ProbeContext {
  readonly clock: FakeClock
}

const HOMES = { linux: '/home/ada', darwin: '/Users/ada', win32: 'C:\\Users\\ada' } as const
const PATHS = { linux: '/usr/bin:/bin', darwin: '/usr/bin:/bin', win32: 'C:\\Windows\\System32' } as const
const SCRIPT = '#!/bin/sh\n'
const ROOM: DiskSpace = { freeBytes: 2 ** 35, totalBytes: 2 ** 37, freeFiles: 2 ** 20, totalFiles: 2 ** 22 }

/** A context in memory that gives the answers a real machine would, errors and permissions included. */
export const createFakeContext = (options: FakeContextOptions = {}): FakeContext => {
  const platform = options.platform ?? 'linux'
  const home = options.home ?? HOMES[platform]
  const { join } = pathOf(platform)
  const user = options.user ?? { uid: platform === 'win32' ? -1 : 1000, name: 'ada' }
  const cwd = options.cwd ?? home
  const env: ProbeContext['env'] = {
    [platform === 'win32' ? 'USERPROFILE' : 'HOME']: home,
    PATH: PATHS[platform],
    ...envInHome(options.env ?? {}, home, join),
  }
  let now = options.now ?? IMAGE_NOW
  const { files: installed, ...programs } = createFakePrograms(options.programs ?? {}, { platform, env, cwd })
  const tree = createTree({
    ...options,
    files: { ...Object.fromEntries(installed.map(({ path }) => [path, SCRIPT])), ...options.files },
    modes: {
      ...Object.fromEntries(installed.map(({ path, executable }) => [path, executable ? 0o755 : 0o644])),
      ...options.modes,
    },
    platform,
    home,
    uid: user.uid,
    now,
  })
  return {
    fs: createFakeFs(
      { tree, platform, uid: user.uid, cwd },
      options.disk === undefined ? ROOM : options.disk,
    ),
    ...programs,
    keychain: createFakeKeychain(options.keychain ?? { items: {} }, platform),
    net: createFakeNet(options.responses ?? {}),
    env,
    platform,
    home,
    cwd,
    user,
    seal: createFakeSeal(),
    now: () => now,
    settings: options.settings ?? {},
    signal: options.signal ?? new AbortController().signal,
    clock: {
      set: (ms) => {
        now = ms
      },
      advance: (ms) => {
        now += ms
      },
    },
  }
}
