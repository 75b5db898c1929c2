const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const SLACK = /^[UCGDTWB](?=[A-Z]*\d)[A-Z0-9]{7,11}$/i
const [VERSION_AT, VARIANT_AT] = [14, 19]
const LETTERS = 26

/** What the first signs of such an id say: a supergroup of Telegram's, the type of an object of Slack's. */
const MEANING = /^(?:-100(?=\d{6})|[UCGDTWB](?=[A-Z0-9]{7,}$))?/

const otherHex = (digit: string, byte: number): string => {
  const other = (byte % 16).toString(16)
  return digit === digit.toLowerCase() ? other : other.toUpperCase()
}

const letterFrom = (first: string, byte: number): string =>
  String.fromCharCode(first.charCodeAt(0) + (byte % LETTERS))

const otherSign = (sign: string, byte: number, begins: boolean): string => {
  if (/\d/.test(sign)) return String(begins ? 1 + (byte % 9) : byte % 10)
  if (/[A-Z]/.test(sign)) return letterFrom('A', byte)
  return /[a-z]/.test(sign) ? letterFrom('a', byte) : sign
}

/** Its version and its variant stay, so that it is a valid one. */
const otherUuid = (id: string, byteAt: (at: number) => number): string =>
  id.replace(/[\da-f]/gi, (digit, at: number) =>
    at === VERSION_AT || at === VARIANT_AT ? digit : otherHex(digit, byteAt(at)),
  )

/** False for a name that somebody chose. */
export const hasShape = (id: string): boolean => UUID.test(id) || SLACK.test(id) || /^[\d ().+-]+$/.test(id)

/** Another id of the same shape: as many digits, which begin with no zero, and letters where letters are. */
export const sameShape = (id: string, random: Uint8Array): string => {
  const byteAt = (at: number): number => random[at % random.length] ?? 0
  if (UUID.test(id)) return otherUuid(id, byteAt)
  const kept = MEANING.exec(id)?.[0] ?? ''
  let before = ''
  const rest = id.slice(kept.length).replace(/./gsu, (sign, at: number) => {
    const other = otherSign(sign, byteAt(at), !/\d/.test(before))
    before = sign
    return other
  })
  return kept + rest
}
