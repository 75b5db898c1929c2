import { counted } from './counts.js'

/** What each rule takes out. A rule that is not here is the id of a pattern. */
const TAKEN: Readonly<Record<string, string>> = {
  declared: 'secret',
  known: 'copy of a secret',
  user: 'user name',
  host: 'host name',
  email: 'e-mail address',
  ipv4: 'IPv4 address',
  ipv6: 'IPv6 address',
  mac: 'MAC address',
  phone: 'phone number',
  chat: 'chat id',
  personal: 'personal text',
}

const PLURALS: Readonly<Record<string, string>> = { known: 'copies of secrets' }

/** What was taken out by a rule, and how often: `2 user names`, `1 secret that looks like slack`. */
export const removalWords = (rule: string, count: number): string => {
  const plural = PLURALS[rule]
  if (plural !== undefined && count !== 1) return `${count} ${plural}`
  const noun = TAKEN[rule]
  if (noun !== undefined)
    return noun.endsWith('address') && count !== 1 ? `${count} ${noun}es` : counted(count, noun)
  return `${counted(count, 'text')} that ${count === 1 ? 'looks' : 'look'} secret (${rule})`
}
