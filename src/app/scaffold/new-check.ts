import { join, relative, resolve } from 'node:path'
import { shellWord } from '../../contract/shell-words.js'
import { makeNewFiles } from '../../ports/new-files.js'
import { createProbeFs } from '../../ports/read-fs.js'
import { createWriter } from '../../ports/write-fs.js'
import { readPluginPackage } from '../author/plugin-package.js'
import { Refusal } from '../refusal.js'
import { type CheckName, readCheckName, readPackageName } from './check-name.js'
import { registerExamples, registerInManifest, registerParts } from './register-check.js'
import { CHECK_FILES, fillTemplates, PACKAGE_FILES, type ScaffoldFile } from './templates.js'

export interface NewCheckRequest {
  readonly id: string
  /** The folder of a package that the check is added to. */
  readonly plugin?: string | undefined
  /** The folder of a new package; named like the package where it is left out. */
  readonly dir?: string | undefined
  /** The name of a new package. */
  readonly name?: string | undefined
  readonly cwd: string
}

export interface NewCheck {
  readonly check: string
  /** Absolute. */
  readonly folder: string
  /** In the folder, with `/`. */
  readonly files: readonly string[]
  /** Files that were there and that the check was entered in. */
  readonly changed: readonly string[]
}

/** Makes a check, in a package of its own or in one that is there. Throws a {@link Refusal} before anything is written. */
export const newCheck = async (request: NewCheckRequest): Promise<NewCheck> => {
  const name = readCheckName(request.id)
  return request.plugin === undefined
    ? newPackage(name, request)
    : addToPackage(name, resolve(request.cwd, request.plugin))
}

const newPackage = async (name: CheckName, { dir, name: asked, cwd }: NewCheckRequest): Promise<NewCheck> => {
  const packageName = readPackageName(asked, name)
  const folder = resolve(cwd, dir ?? packageName.replace(/^@[^/]+\//, ''))
  const files = await fillTemplates([...PACKAGE_FILES, ...CHECK_FILES], name, packageName)
  await refuseWhatIsThere(folder, files)
  await makeNewFiles(placed(folder, files))
  return { check: name.id, folder, files: files.map(({ path }) => path), changed: [] }
}

const addToPackage = async (name: CheckName, folder: string): Promise<NewCheck> => {
  const { manifest } = await readPluginPackage(folder)
  if (manifest.checks?.includes(name.id))
    throw new Refusal('CHECK_EXISTS', `The package ${manifest.name} has a check ${name.id} already.`, null)
  const files = await fillTemplates(CHECK_FILES, name, manifest.name)
  await refuseWhatIsThere(folder, files)
  const changes = [
    { path: 'src/index.js', text: registerParts(await textOf(folder, 'src/index.js'), name) },
    { path: 'examples.js', text: registerExamples(await textOf(folder, 'examples.js'), name) },
    { path: 'package.json', text: registerInManifest(await textOf(folder, 'package.json'), manifest, name) },
  ]
  const strange = changes.find(({ text }) => text === null)
  if (strange !== undefined)
    throw new Refusal(
      'CANNOT_REGISTER',
      `${strange.path} of ${manifest.name} has not the form that \`checks new\` gave it, so the check cannot be entered there.`,
      `Make the check in a package of its own, and take its files over by hand.`,
    )
  await makeNewFiles(placed(folder, files))
  const writer = createWriter()
  for (const { path, text } of changes) await writer.replace(join(folder, path), [text ?? ''])
  return {
    check: name.id,
    folder,
    files: files.map(({ path }) => path),
    changed: changes.map(({ path }) => path),
  }
}

const placed = (folder: string, files: readonly ScaffoldFile[]) =>
  files.map(({ path, text }) => ({ path: join(folder, path), text }))

const refuseWhatIsThere = async (folder: string, files: readonly ScaffoldFile[]): Promise<void> => {
  const fs = createProbeFs()
  for (const { path } of files)
    if ((await fs.stat(join(folder, path))).state !== 'absent')
      throw new Refusal(
        'FILE_EXISTS',
        `${join(folder, path)} is there already, and nothing is overwritten.`,
        'Choose another folder with --dir, or another name.',
      )
}

const textOf = async (folder: string, path: string): Promise<string> => {
  const found = await createProbeFs().readText(join(folder, path))
  return found.state === 'ok' ? found.text : ''
}

/** The commands that come next, to be typed one after the other. */
export const nextCommands = ({ folder, changed }: NewCheck, cwd: string, cli: string): readonly string[] => {
  const way = relative(cwd, folder)
  return [
    ...(way === '' ? [] : [`cd ${shellWord(way)}`]),
    ...(changed.length > 0 ? [] : ['npm install']),
    'npm test',
    `${cli} checks verify .`,
  ]
}
