import { Refusal } from '../refusal.js'
import type { Consents } from './consents.js'

export const unknownPlugin = (name: string, consents: Consents, cli: string): Refusal => {
  const names = Object.keys(consents)
  return new Refusal(
    'UNKNOWN_PLUGIN',
    `There is no installed plugin ${name}.`,
    names.length === 0
      ? `None is installed. \`${cli} plugins install NAME\` installs one.`
      : `Installed are: ${names.join(', ')}.`,
  )
}
