import { problem, titleLine } from './block.js'
import type { Style } from './style.js'

interface Order {
  readonly agentId: string
  readonly provider: string
  readonly authStorePath: string
  readonly order: readonly string[] | null
}

interface Written extends Order {
  readonly status: 'done' | 'unchanged' | 'planned'
  readonly diff: string | null
}

interface Judged extends Written {
  readonly usable: boolean
  readonly hidden: readonly string[]
  readonly profiles: readonly { readonly profileId: string; readonly why: string | null }[]
}

const lines = (...texts: readonly (string | null)[]): string =>
  `${texts.filter((text) => text !== null).join('\n')}\n`

const head = ({ agentId, provider }: Order): readonly string[] => [
  `Agent: ${agentId}`,
  `Provider: ${provider}`,
]

const override = ({ order }: Order): string => `Order override: ${order?.join(', ') ?? '(none)'}`

const plan = ({ status, diff }: Written): string | null =>
  status === 'planned' || diff !== null ? `Nothing was written. It would be:\n${diff?.trimEnd() ?? ''}` : null

/** The lines that Clawdbot prints; scripts read them. */
export const orderText = (document: Order): string =>
  lines(...head(document), `Auth file: ${document.authStorePath}`, override(document))

export const setOrderText = (document: Judged): string =>
  lines(
    ...head(document),
    override(document),
    document.status === 'unchanged' ? 'It was this order already: nothing was written.' : null,
    plan(document),
  )

/** What is wrong with an order that was set, or would be; empty where each of its ids can be used. */
export const orderFaults = (document: Judged, cli: string, style: Style): string => {
  const { provider, agentId, usable, hidden } = document
  const faulty = document.profiles.flatMap(({ profileId, why }) =>
    why === null ? [] : [`${profileId} ${why}`],
  )
  if (usable)
    return faulty
      .map((fault) => `${titleLine(style, 'warning', `${fault}, so it is passed over.`)}\n`)
      .join('')
  const at = `--provider ${provider} --agent ${agentId}`
  const next =
    hidden.length > 0
      ? `${hidden.join(', ')} could be used. Name one of them, or run \`${cli} models auth order clear ${at}\`.`
      : `Run \`${cli} models auth explain ${at}\`.`
  const what = `This order leaves agent ${agentId} nothing usable for ${provider}: ${faulty.join('; ')}.`
  return `${problem(style, 'error', what, next)}\n`
}

export const clearedOrderText = (document: Written, cli: string): string => {
  const { status, order, agentId, provider } = document
  const said = {
    done: 'Cleared per-agent order override.',
    planned: null,
    unchanged: `Agent ${agentId} has no order override of its own for ${provider}: nothing was written.`,
  }[status]
  const inherited =
    order === null
      ? null
      : `The main agent's holds: ${order.join(', ')}. To clear that one, run \`${cli} models auth order clear --provider ${provider} --agent main\`.`
  return lines(...head(document), said, plan(document), inherited)
}
