import { dirname, join } from 'node:path'
import type { ProbeFs } from '../contract/index.js'
import { createMachine, type HostMachine } from '../ports/machine.js'
import { CALLED_AS, PACKAGE } from './called-as.js'
import { Refusal } from './refusal.js'

/** The words of the credential guide, where no gateway has them. */
const ALIAS = 'clawdbot'

export interface AliasResult {
  readonly path: string
  readonly status: 'installed' | 'already-installed' | 'would-install'
}

export interface AliasOptions {
  /** This program's own start file. */
  readonly script: string
  /** Where to put it; beside the installed command by default. */
  readonly folder: string | null
  readonly dryRun: boolean
  readonly machine?: HostMachine
}

/**
 * Creates the command name `clawdbot` beside `clawdbot-doctor`. Throws a {@link Refusal} where anything on PATH, or
 * in that folder, has that name already, saying whose it is.
 */
export const installAlias = async (options: AliasOptions): Promise<AliasResult> => {
  const machine = options.machine ?? createMachine()
  const { fs, which, platform } = machine.probes
  const own = await realPath(fs, options.script)
  const command = await installedCommand(machine, own, options.folder)
  const path = join(command.folder, platform === 'win32' ? `${ALIAS}.cmd` : ALIAS)
  const taken = [...(await which(ALIAS)).map((found) => found.path), path]
  for (const other of taken) {
    const stat = await fs.stat(other)
    if (stat.state === 'absent') continue
    if (stat.state === 'ok' && (stat.realPath === own || (await isOurShim(fs, other))))
      return { path: other, status: 'already-installed' }
    throw new Refusal(
      'NAME_TAKEN',
      `The name ${ALIAS} is taken: ${other} belongs to ${await ownerOf(fs, other)}.`,
      `Nothing was changed. Use ${PACKAGE} instead: it takes the same words.`,
    )
  }
  if (options.dryRun) return { path, status: 'would-install' }
  if (platform === 'win32') await machine.writer.replace(path, [shim(command.name)], { mode: 0o755 })
  else await machine.writer.link(command.name, path)
  return { path, status: 'installed' }
}

const realPath = async (fs: ProbeFs, path: string): Promise<string> => {
  const stat = await fs.stat(path)
  return stat.state === 'ok' ? stat.realPath : path
}

/** The folder the command stands in, and its name there. */
const installedCommand = async (
  { probes: { fs, which, platform } }: HostMachine,
  own: string,
  folder: string | null,
): Promise<{ readonly folder: string; readonly name: string }> => {
  const name = platform === 'win32' ? `${PACKAGE}.cmd` : PACKAGE
  const candidates =
    folder === null ? (await which(PACKAGE)).map((found) => found.path) : [join(folder, name)]
  for (const path of candidates) {
    const isOwn = platform === 'win32' || (await realPath(fs, path)) === own
    if (isOwn && (await fs.stat(path)).state === 'ok') return { folder: dirname(path), name }
  }
  throw new Refusal(
    'NOT_INSTALLED',
    folder === null
      ? `The command ${PACKAGE} is not on your PATH, so there is nothing to put the name ${ALIAS} beside.`
      : `There is no command ${PACKAGE} of this installation in ${folder}.`,
    `Install it with \`npm install -g ${PACKAGE}\`, or in a clone run \`npm run link\`.`,
  )
}

const shim = (command: string): string => `@echo off\r\nset ${CALLED_AS}=${ALIAS}\r\n"%~dp0${command}" %*\r\n`

const isOurShim = async (fs: ProbeFs, path: string): Promise<boolean> => {
  const found = await fs.readText(path)
  return found.state === 'ok' && found.text.includes(`set ${CALLED_AS}=${ALIAS}`)
}

/** The package a command belongs to, by the nearest package.json above its real file; else the path it leads to. */
const ownerOf = async (fs: ProbeFs, path: string): Promise<string> => {
  const real = await realPath(fs, path)
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    const found = await fs.readText(join(folder, 'package.json'))
    const owner = found.state === 'ok' ? nameIn(found.text) : null
    if (owner !== null) return owner
    if (folder === dirname(folder)) return real === path ? 'another program' : real
  }
}

const nameIn = (text: string): string | null => {
  try {
    const { name, version } = JSON.parse(text) as { readonly name?: unknown; readonly version?: unknown }
    return typeof name === 'string'
      ? `the package ${name}${typeof version === 'string' ? ` ${version}` : ''}`
      : null
  } catch {
    return null
  }
}
