import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const readJson = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'))

const OCLIF_PLUGINS = ['@oclif/plugin-help', '@oclif/plugin-autocomplete']

/**
 * The file of a command, as oclif finds it.
 * @param {string} commands
 * @param {string} id
 */
const commandFile = (commands, id) => {
  const path = join(commands, ...id.split(':'))
  return existsSync(`${path}.js`) ? `${path}.js` : join(path, 'index.js')
}

/** @param {unknown} value */
const parsed = (value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`
const importOf = (/** @type {string} */ file) => `() => import(${JSON.stringify(file)})`

/**
 * Texts of modules that hand oclif what it would otherwise look for on the disk: its plugins, their manifests, and each
 * command behind an import of its own. What one command needs of this is apart from the rest, and is loaded alone.
 * @param {string} dist
 */
export const programTexts = (dist) => {
  const own = readJson(join(root, 'package.json'))
  const plugins = [
    { folder: root, commands: join(dist, 'src', 'commands') },
    ...OCLIF_PLUGINS.map((name) => ({
      folder: join(modules, name),
      commands: join(modules, name, 'lib', 'commands'),
    })),
  ].map(({ folder, commands }) => {
    const { name, version, type, oclif } = readJson(join(folder, 'package.json'))
    const manifest = readJson(join(folder, 'oclif.manifest.json'))
    const ids = Object.keys(manifest.commands).sort((a, b) => a.localeCompare(b))
    const load = ids.map((id) => `${JSON.stringify(id)}: ${importOf(commandFile(commands, id))}`)
    const inOrder = {
      ...manifest,
      commands: Object.fromEntries(ids.map((id) => [id, manifest.commands[id]])),
    }
    const isRoot = name === own.name
    const pjson = isRoot ? 'pjson' : JSON.stringify({ name, version, type, oclif })
    return {
      commands,
      isRoot,
      ids,
      manifest: inOrder,
      text: `{ pjson: ${pjson}, root, isRoot: ${isRoot}, manifest: ${parsed(inOrder)}, load: {${load.join(', ')}} }`,
    }
  })
  const from = (/** @type {string} */ file) => JSON.stringify(join(dist, 'src', 'app', file))
  const { commands = '', ids = [], manifest } = plugins.find(({ isRoot }) => isRoot) ?? {}
  const ones = ids.map((id) => {
    const alone = { ...manifest, commands: { [id]: manifest.commands[id] } }
    return [
      commandModule(id),
      `
      export const load = ${importOf(commandFile(commands, id))}
      export const manifest = ${parsed(alone)}
    `,
    ]
  })
  return {
    ...Object.fromEntries(ones),
    'virtual:all-commands': `
      import { explicitPlugin } from ${from('explicit-plugin.js')}
      export const all = (pjson, root) => [${plugins.map(({ text }) => text).join(', ')}].map(explicitPlugin)
    `,
    'virtual:main': `
      import { explicitPlugin } from ${from('explicit-plugin.js')}
      import { main } from ${from('main.js')}
      const helpClass = async () => (await import(${from('help.js')})).default
      const withHelp = (pjson) => ({ ...pjson, oclif: { ...pjson.oclif, helpClass } })
      const withOnly = (root, id, found) => async (pjson) => {
        const { load, manifest } = await found()
        return explicitPlugin({ pjson: withHelp(pjson), root, isRoot: true, manifest, load: { [id]: load } })
      }
      export const run = (argv, root) => main(argv, root, {
        withOnly: { ${ids.map((id) => `${JSON.stringify(id)}: withOnly(root, ${JSON.stringify(id)}, ${importOf(commandModule(id))})`).join(', ')} },
        all: async (pjson) => (await import('virtual:all-commands')).all(withHelp(pjson), root),
      })
    `,
  }
}

/** What has all that oclif is to know of one command. */
const commandModule = (/** @type {string} */ id) => `virtual:command/${id}`
