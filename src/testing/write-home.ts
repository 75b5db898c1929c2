import { join } from 'node:path'
import { shellWord } from '../contract/shell-words.js'
import { putOnDisk, type ScratchEntry } from '../ports/scratch.js'
import { bytesOf, envInHome, type HomeImage, IMAGE_NOW, type ImageProgram, inHome } from './home-image.js'

/** With what a program is to be run so that it sees a home that was written. */
export interface WrittenHome {
  /** `HOME`, `USERPROFILE`, a `PATH` that leads to the home's own programs and no others, and the home's variables. */
  readonly env: Readonly<Record<string, string>>
  /** Unix milliseconds. */
  readonly now: number
}

const PROGRAMS = '.local/bin'

/**
 * Puts a home on the disk, into a folder that is made if need be. Its programs are shell scripts in `.local/bin`. Throws
 * Node's errors, and an error for a path outside the home.
 */
export const writeHome = async (folder: string, home: HomeImage): Promise<WrittenHome> => {
  const { files = {}, folders = [], modes = {}, mtimes = {}, programs = {}, env = {} } = home
  const now = home.now ?? IMAGE_NOW
  const at = (path: string): string => {
    const full = join(inHome(folder, path, join))
    if (full === folder || full.startsWith(join(folder, '/'))) return full
    throw new Error(`${path}: it is not in the home, so it cannot be put on a disk`)
  }
  const modeOf = new Map(Object.entries(modes).map(([path, mode]) => [at(path), mode]))
  const mtimeOf = new Map(Object.entries(mtimes).map(([path, ms]) => [at(path), ms]))
  const entry = (path: string, content: ScratchEntry['content']): ScratchEntry => {
    const full = at(path)
    const isLink = content !== null && 'link' in content
    const mode = modeOf.get(full)
    const mtimeMs = mtimeOf.get(full) ?? now
    modeOf.delete(full)
    return { path: full, content, ...(mode === undefined ? {} : { mode }), ...(isLink ? {} : { mtimeMs }) }
  }
  const listed = [
    entry('~', null),
    ...folders.map((path) => entry(path, null)),
    ...Object.entries(files).map(([path, file]) =>
      typeof file === 'object' && 'link' in file
        ? entry(path, { link: inLink(file.link, folder) })
        : entry(path, bytesOf(file)),
    ),
  ]
  const implied = [...modeOf].map(([path, mode]): ScratchEntry => ({ path, content: null, mode }))
  await putOnDisk([...listed, ...implied, ...programEntries(folder, programs)])
  return {
    env: {
      HOME: folder,
      USERPROFILE: folder,
      PATH: join(folder, PROGRAMS),
      ...envInHome(env, folder, join),
    },
    now,
  }
}

const inLink = (target: string, folder: string): string =>
  target.startsWith('~/') ? inHome(folder, target, join) : target

const programEntries = (
  folder: string,
  programs: Readonly<Record<string, ImageProgram>>,
): readonly ScratchEntry[] =>
  Object.entries(programs).map(([name, program]) => ({
    path: join(folder, PROGRAMS, name),
    content: Buffer.from(scriptOf(program)),
    mode: 0o755,
  }))

/** With nothing in it but what the shell has built in: there are no other programs on PATH. */
const scriptOf = ({ stdout = '', stderr = '', code = 0 }: ImageProgram): string =>
  [
    '#!/bin/sh',
    `printf '%s' ${quoted(stdout)}`,
    `printf '%s' ${quoted(stderr)} >&2`,
    `exit ${code}`,
    '',
  ].join('\n')

const quoted = (text: string): string => (text === '' ? "''" : shellWord(text))
