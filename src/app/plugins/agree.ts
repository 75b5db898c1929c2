import { CAPABILITY_KINDS, type Capabilities } from '../../contract/index.js'
import { offerText } from '../../report/plugin-offer-text.js'
import type { PluginOffer } from '../../report/plugins-schema.js'
import { answerLine } from '../answer-line.js'
import { printErr } from '../output.js'
import { Refusal } from '../refusal.js'
import { errorStyle } from '../style.js'
import { capabilitiesOf, inBoth, type Right, rightsOf } from './grant.js'

/** How somebody can agree without being asked. */
export interface ConsentFlags {
  /** All that is asked for. */
  readonly yes: boolean
  /** `none`, or `kind:value` each. */
  readonly grant: readonly string[]
}

export interface Question {
  readonly offer: PluginOffer
  readonly declared: Capabilities
  /** What was agreed to before; null for a plugin that is new. */
  readonly before: Capabilities | null
}

/** Shows a plugin and asks; null where the answer is no. */
export type AskConsent = (question: Question) => Promise<Capabilities | null>

/** The rights that flags give. Throws a {@link Refusal} for one that the plugin does not ask for. */
export const grantedByFlags = ({ yes, grant }: ConsentFlags, declared: Capabilities): Capabilities | null => {
  if (yes) return declared
  if (grant.length === 0) return null
  if (grant.includes('none')) {
    if (grant.length > 1)
      throw new Refusal('BAD_FLAG', '--grant none excludes every other --grant.', 'Leave one of them out.')
    return {}
  }
  const rights = grant.map(rightIn)
  const granted = inBoth(declared, capabilitiesOf(rights))
  const unknown = rights.find(({ kind, value }) => !(granted[kind] ?? []).includes(value))
  if (unknown === undefined) return granted
  const asked = rightsOf(declared).map(({ kind, value }) => `${kind}:${value}`)
  throw new Refusal(
    'BAD_FLAG',
    `--grant ${unknown.kind}:${unknown.value}: the plugin does not ask for that.`,
    asked.length === 0 ? 'It asks for nothing: write --grant none.' : `It asks for: ${asked.join(', ')}.`,
  )
}

const rightIn = (written: string): Right => {
  const at = written.indexOf(':')
  const kind = CAPABILITY_KINDS.find((each) => each === written.slice(0, at))
  if (kind !== undefined && at < written.length - 1) return { kind, value: written.slice(at + 1) }
  throw new Refusal(
    'BAD_FLAG',
    `--grant ${written}: that is no right.`,
    `Write none, or a kind and a value such as reach:api.example.com. Kinds: ${CAPABILITY_KINDS.join(', ')}.`,
  )
}

/** Asks on the terminal. Leaving with Ctrl-C throws a refusal. */
export const askOnTerminal: AskConsent = async (question) => {
  const { offer, before } = question
  printErr(`\n${offerText(offer, errorStyle())}\n\n`)
  const replies = repliesTo(question)
  for (const { key, does } of replies) printErr(`  ${key}  ${does}\n`)
  const keys = [...replies.map(({ key }) => key), 'N'].join('/')
  const message = `${before === null ? 'Take it in?' : 'Take the new version?'} [${keys}]`
  const words = [...replies.map(({ word }) => word), 'no']
  const word = await answerLine(message, words, 'no', 'nothing was changed')
  return replies.find((reply) => reply.word === word)?.granted ?? null
}

interface Reply {
  readonly key: string
  readonly word: string
  readonly does: string
  readonly granted: Capabilities
}

const repliesTo = ({ offer, declared, before }: Question): readonly Reply[] => {
  if (offer.rights.length === 0) return [{ key: 'y', word: 'yes', does: 'yes', granted: {} }]
  const all: Reply = { key: 'y', word: 'yes', does: 'yes, with all of these rights', granted: declared }
  if (before === null || !offer.rights.some(({ isNew }) => !isNew))
    return [all, { key: 'w', word: 'without', does: 'yes, but without any right', granted: {} }]
  const kept = inBoth(declared, before)
  if (!offer.rights.some(({ isNew }) => isNew))
    return [{ key: 'y', word: 'yes', does: 'yes, with the rights it has', granted: kept }]
  return [all, { key: 'k', word: 'keep', does: 'yes, but with the rights it has only', granted: kept }]
}
