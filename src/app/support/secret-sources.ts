import { agents as agentsFact } from '../../../plugins/clawdbot/facts/agents.js'
import { services as servicesFact } from '../../../plugins/host/facts/services.js'
import { claudeCredentialsFiles, claudeSettingsPath } from '../../auth/claude-code/config-dir.js'
import { readWholeConfig } from '../../auth/config-value.js'
import { parseEnvFile } from '../../auth/env-file.js'
import { codexAuthPath, qwenCredentialsPath } from '../../auth/external-cli.js'
import { oauthDir, pathOf, stateDir, storePath } from '../../auth/paths.js'
import { parseEnvironmentFile } from '../../auth/service/environment-file.js'
import { readUnitDefinition } from '../../auth/service/unit-definition.js'
import { tokenKind } from '../../auth/token-kind.js'
import { parseJson } from '../../json/parse.js'
import type { Probes } from '../../ports/types.js'
import { isSealable } from '../../redact/sealing/index.js'
import type { Run } from '../open-run.js'
import { secretLeaves, secretTexts } from './secret-texts.js'

/** A secret of this machine, and what it is by its looks. */
export interface GatheredSecret {
  readonly text: string
  readonly kind: string
}

/**
 * Every secret that can be known on this machine: what the run has sealed, and what stands in the environment, the
 * config, the stores, other programs' logins and the services' files beyond what any fact tells. Names and short texts
 * are left out, files that cannot be read are passed over. Never rejects for want of a file.
 */
export const gatherSecrets = async (run: Run): Promise<readonly GatheredSecret[]> => {
  const { probes } = run.machine
  const found = await Promise.all([
    run.machine.known().map(({ text }) => text),
    variableTexts(probes.env),
    ofConfig(run),
    ofFiles(await filesOfPrograms(run), probes),
    ofServices(run),
  ])
  const texts = [...new Set(found.flat())].filter(isSealable)
  return texts.map((text) => ({ text, kind: tokenKind(text) }))
}

type Variables = Readonly<Record<string, string | null | undefined>>

const variableTexts = (set: Variables): readonly string[] =>
  Object.entries(set).flatMap(([name, value]) => secretTexts(name, value ?? ''))

/** As it is written, and with its variables filled in. */
const ofConfig = async ({ machine: { probes } }: Run): Promise<readonly string[]> => {
  const context = { ...probes, settings: {}, signal: new AbortController().signal }
  const { path, value, envFiles } = await readWholeConfig(context)
  const ofFile = await ofFiles([path], probes)
  return [...ofFile, ...secretLeaves(value), ...envFiles.flatMap(({ set }) => variableTexts(set))]
}

/** The files in which Clawdbot and its neighbours keep what they log in with. */
const filesOfPrograms = async ({ machine: { probes }, facts }: Run): Promise<readonly string[]> => {
  const { join } = pathOf(probes.platform)
  const agents = await facts.outcome(agentsFact)
  const folders = agents.status === 'ok' ? agents.value.map(({ dir }) => dir) : []
  const logins = await probes.fs.list(oauthDir(probes))
  return [
    ...folders.flatMap((dir) => [storePath(probes, dir), join(dir, 'auth.json'), join(dir, 'models.json')]),
    ...(logins.state === 'ok' ? logins.names : [])
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(oauthDir(probes), name)),
    ...claudeCredentialsFiles(probes).map(({ path }) => path),
    claudeSettingsPath(probes),
    join(probes.home, '.claude.json'),
    codexAuthPath(probes),
    qwenCredentialsPath(probes),
    join(stateDir(probes), '.env'),
  ]
}

const ofFiles = async (paths: readonly string[], { fs }: Pick<Probes, 'fs'>): Promise<readonly string[]> => {
  const read = await Promise.all([...new Set(paths)].map((path) => fs.readText(path)))
  return read.flatMap((found) => (found.state === 'ok' ? textsOf(found.text) : []))
}

/** A file that is no JSON may still hold some, or lines that set variables. */
const textsOf = (text: string): readonly string[] => {
  const parsed = parseJson(text)
  return parsed.state === 'ok'
    ? secretLeaves(parsed.value)
    : [...variableTexts(parseEnvFile(text)), ...secretTexts('', text)]
}

/** `Environment=` of the gateway's units, and the files that `EnvironmentFile=` names. */
const ofServices = async ({ machine: { probes }, facts }: Run): Promise<readonly string[]> => {
  const found = await facts.outcome(servicesFact)
  if (found.status !== 'ok') return []
  const { home, user, env, fs } = probes
  const units = found.value.services.filter(({ manager }) => manager.startsWith('systemd'))
  const texts = units.map(async ({ manager, name, path, dropIns }): Promise<readonly string[]> => {
    const read = await Promise.all(
      [path, ...dropIns].map(async (each) => ({ path: each, found: await fs.readText(each) })),
    )
    const files = read.flatMap(({ path, found }) =>
      found.state === 'ok' ? [{ path, text: found.text }] : [],
    )
    const scope = manager === 'systemd-user' ? 'user' : 'system'
    const unit = readUnitDefinition(files, name, { scope, home, userName: user.name, uid: user.uid, env })
    const more = await Promise.all(unit.environmentFiles.map(({ path }) => fs.readText(path)))
    return [
      ...variableTexts(unit.environment),
      ...unit.command.flatMap((word) => secretTexts('', word)),
      ...more.flatMap((file) => (file.state === 'ok' ? variableTexts(parseEnvironmentFile(file.text)) : [])),
    ]
  })
  return (await Promise.all(texts)).flat()
}
