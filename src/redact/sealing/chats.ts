import { type FindPlaces, type FoundPlace, placesOf } from './place-rule.js'

const UUID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}'
const SLACK = '[UCGDTWB](?=[A-Z]*\\d)[A-Z0-9]{7,11}'
const NUMBER = '-?\\d{5,20}'
/** What stands for a person or a conversation where one is spoken of. */
const CHAT_ID = new RegExp(`^(?:${UUID}|${SLACK}|\\+?${NUMBER}|\\d{5,20}-\\d{5,20})$`, 'i')

const APP =
  'telegram|tg|whatsapp|wa|discord|slack|signal|imessage|bluebubbles|msteams|matrix|line|zalo|googlechat|mattermost|nostr'
const WHOM = 'dm|direct|group|channel|peer|sender|chat|user|guild|team|thread|topic|room|uuid'

/** `agent:main:telegram:dm:123456`: every part that follows. */
const ROUTE = new RegExp(`(?<![\\w-])(?:${APP}|${WHOM})(?::[\\w.@+-]{1,80}){1,8}`, 'gi')
const JID =
  /(?<![\w.])(?<it>\d{5,20}(?:-\d{5,20})?)(?<after>(?::\d{1,3})?@(?:s\.whatsapp\.net|c\.us|g\.us|lid|broadcast|newsletter)\b)/g
const LABELLED = new RegExp(
  `\\b(?:chat|user|sender|from|peer|group|channel|guild|team|thread|account|organi[sz]ation|org|conversation|recipient)[_-]?(?:uu)?id\\\\?["']?\\s{0,3}[:=]\\s{0,3}\\\\?["']?(?<it>${UUID}|${SLACK}|${NUMBER})(?![\\w-])`,
  'gi',
)
/** `+` and a country's number: with what people put between the digits. */
const PHONE = /(?<![\w+./-])\+[1-9](?:[ ().-]{0,2}\d){7,14}(?![\w-])/g
const OWN_PHONE = /^\+9[ ().-]{0,2}9[ ().-]{0,2}9/

/** True for what names a person or a conversation, where such a thing is expected. */
export const isChatId = (text: string): boolean => CHAT_ID.test(text)

const inRoutes: FindPlaces = (text) =>
  [...text.matchAll(ROUTE)].flatMap((match) => {
    let start = match.index
    return match[0].split(':').flatMap((part): FoundPlace[] => {
      const place = { kind: 'chat' as const, start, end: start + part.length }
      start = place.end + 1
      return isChatId(part) ? [place] : []
    })
  })

/** Finds who talks with the bot: ids in the routes of sessions, in labelled values, and telephone numbers. */
export const findChats: FindPlaces = (text) => [
  ...inRoutes(text),
  ...placesOf('chat', JID)(text),
  ...placesOf('chat', LABELLED)(text),
  ...placesOf('phone', PHONE, (found) => !OWN_PHONE.test(found))(text),
]
