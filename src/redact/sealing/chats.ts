import { type FindPlaces, type FoundPlace, placesOf } from './place-rule.js'
import { isEverywhere } from './well-known.js'

const UUID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}'
const SLACK = '[UCGDTWB](?=[A-Z]*\\d)[A-Z0-9]{7,11}'
const NUMBER = '-?\\d{5,20}'
const WHOLE_UUID = new RegExp(`^${UUID}$`, 'i')
/** What stands for a person or a conversation where one is spoken of. */
const CHAT_ID = new RegExp(`^(?:${UUID}|${SLACK}|\\+?${NUMBER}|\\d{5,20}-\\d{5,20})$`, 'i')

const APP =
  'telegram|tg|whatsapp|wa|discord|slack|signal|imessage|bluebubbles|msteams|matrix|line|zalo|googlechat|mattermost|nostr'
const WHOM = 'dm|direct|group|channel|peer|sender|chat|user|guild|team|thread|topic|room|uuid'

/** `agent:main:telegram:dm:123456`: every part that follows. */
const ROUTE = new RegExp(`(?<![\\w-])(?:${APP}|${WHOM})(?::[\\w.@!+-]{1,80}){1,8}`, 'gi')
const OF_APP = new RegExp(`^(?:${APP}):`, 'i')
/** What a name that somebody chose may follow; `group:fs`, where no app is named, is a group of tools. */
const CHOSEN = /^(?:dm|direct|group|channel|room|user|peer)$/i
/** What such a route says of its other parts, and the numbers of threads. */
const PART = new RegExp(`^(?:${APP}|${WHOM}|\\d{1,4}|none|all|any)$`, 'i')
const OWN_CHAT = /^[@!#]?chat-[\da-f]{8}(?![\w-])/
const MATRIX = /(?<![\w@/.])[@!][\w.=+-]{1,64}:(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,30}(?![\w-])/gi
/** A handle, or a whole id of Matrix's. */
const HANDLE = /^[@!#][\w.=+-]{2,64}(?::[\w.-]{1,255}(?::\d{1,5})?)?$/
const SESSION = new RegExp(`(?<=[/\\\\]sessions[/\\\\]{1,4})${UUID}`, 'gi')
const JID =
  /(?<![\w.])(?<it>\d{5,20}(?:-\d{5,20})?)(?<after>(?::\d{1,3})?@(?:s\.whatsapp\.net|c\.us|g\.us|lid|broadcast|newsletter)\b)/g
const LABELLED = new RegExp(
  `\\b(?:chat|user|sender|from|peer|group|channel|guild|team|thread|account|organi[sz]ation|org|conversation|recipient)[_-]?(?:uu)?id\\\\?["']?\\s{0,3}[:=]\\s{0,3}\\\\?["']?(?<it>${UUID}|${SLACK}|${NUMBER})(?![\\w-])`,
  'gi',
)
/** `+` and a country's number: with what people put between the digits. */
const PHONE = /(?<![\w+./-])\+[1-9](?:[ ().-]{0,2}\d){7,14}(?![\w-])/g
const ENCODED_PHONE = /%2B(?<it>[1-9]\d{7,14})(?![\w-])/gi
const OWN_PHONE = /^\+9[ ().-]{0,2}9[ ().-]{0,2}9/

/** True for what names a person or a conversation, where such a thing is expected. */
export const isChatId = (text: string): boolean => CHAT_ID.test(text)

/** True for the name that somebody has in a chat: `@ada`, `@ada:matrix.org`. */
export const isHandle = (text: string): boolean => HANDLE.test(text) && !OWN_CHAT.test(text)

/** True for an id that is random: it stands for nothing but one thing. */
export const isUuid = (text: string): boolean => WHOLE_UUID.test(text)

const inRoutes: FindPlaces = (text) =>
  [...text.matchAll(ROUTE)].flatMap((match) => {
    let start = match.index
    let isNamed = false
    const ofApp = OF_APP.test(match[0])
    return match[0].split(':').flatMap((part): FoundPlace[] => {
      const place = { kind: 'chat' as const, start, end: start + part.length }
      start = place.end + 1
      if (isChatId(part)) return [place]
      const isKept = PART.test(part) || OWN_CHAT.test(part) || isEverywhere(part)
      const isHandle = isNamed && !isKept
      isNamed ||= ofApp && CHOSEN.test(part)
      return isHandle ? [place] : []
    })
  })

/** Finds who talks with the bot: ids in the routes of sessions, in labelled values, and telephone numbers. */
export const findChats: FindPlaces = (text) => [
  ...placesOf('chat', MATRIX, isHandle)(text),
  ...inRoutes(text),
  ...placesOf('chat', SESSION)(text),
  ...placesOf('chat', JID)(text),
  ...placesOf('chat', LABELLED)(text),
  ...placesOf('phone', ENCODED_PHONE, (found) => !found.startsWith('999'))(text),
  ...placesOf('phone', PHONE, (found) => !OWN_PHONE.test(found))(text),
]
