import type { HostMachine } from '../../ports/machine.js'
import { Refusal } from '../refusal.js'
import { type Consents, readConsents } from './consents.js'
import { consentsPath } from './places.js'

type Ports = Pick<HostMachine, 'probes' | 'writer' | 'locks'>

/** What was agreed to so far. Throws a {@link Refusal} where nobody can tell: nothing is ever written over that. */
export const usableConsents = async ({ probes }: Pick<Ports, 'probes'>): Promise<Consents> => {
  const read = await readConsents(probes)
  if (read.state === 'ok') return read.consents
  throw new Refusal(
    'BAD_CONSENTS',
    `${consentsPath(probes)}: ${read.reason}. What was agreed to cannot be told.`,
    'Nothing was changed. Mend it, or move it away and install the plugins again.',
  )
}

/**
 * Changes the record of consents, under its lock and at one stroke; `change` sees it as it is then, and does what has to
 * be done before. Throws a {@link MachineError}, or a {@link Refusal}.
 */
export const changeConsents = async (
  { probes, writer, locks }: Ports,
  change: (consents: Consents) => Promise<Consents>,
): Promise<void> => {
  const path = consentsPath(probes)
  const release = await locks.acquire(path)
  try {
    const consents = await change(await usableConsents({ probes }))
    const sorted = Object.fromEntries(Object.entries(consents).sort(([a], [b]) => (a < b ? -1 : 1)))
    await writer.replace(path, [`${JSON.stringify({ version: 1, plugins: sorted }, null, 2)}\n`], {
      mode: 0o600,
    })
  } finally {
    await release()
  }
}
