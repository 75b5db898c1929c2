import { isChatId, isHandle, isUuid } from './chats.js'
import type { PlaceKind } from './pseudonyms.js'
import { isEverywhere } from './well-known.js'

const CHAT =
  /^(?:.*[a-z_])?(?:chat|user|sender|from|peer|group|channel|guild|team|thread|account|organi[sz]ation|org|conversation|recipient)_?(?:uu)?ids?$/i
const CHAT_LISTS =
  /^(?:allow|deny|block)(?:_?from|list|ed)?$|^group_?allow_?from$|^(?:owner|admin)(?:_?ids|s)$|^jid$/i
/** Of one session, one device, one run: by such an id two reports could be told to be of one machine. */
const ID = /(?:[a-z]I|(?:^|_)i)ds?$/
const ADDRESSED = /^(?:to|from|last_?to|target|recipient|peer|sender|jid|chat)$/i
const RECORDS = /^(?:groups|guilds|dms|direct|chats|topics|channels|threads|users|peers|rooms)$/i
const PHONE = /^(?:.*_)?(?:phone|mobile|tel|telephone|whatsapp)(?:_?number)?$|phoneNumber$|^e164$/i
const USER = /^(?:user_?name|user|login|log_?name|account_?name|owner_?name)$/i
const PERSONAL =
  /^(?:display|first|last|full|real|given|family|push|nick|sender|user_?real|contact|group|chat|guild|team|workspace)_?name$|^(?:nickname|slug|room|group_?channel)$|^(?:chat|group)_?(?:title|subject)$|^(?:system_?prompt|custom_?instructions|last_?message|(?:message|response)_?prefix|bio|about_?me|status_?text|birth(?:day|_?date)|street|postal_?code)$/i

const OWN = /^(?:user-[\da-f]{8}(?:-[\da-f]{4})?|\+999[\d ().-]+)$/
const NUMBER = /^-?\d{5,20}$/

/** What a text stands for by the key that it stands under; undefined for most. */
export const kindByKey = (key: string, text: string, personal?: RegExp): PlaceKind | undefined => {
  if (text.trim() === '' || OWN.test(text)) return undefined
  if (PERSONAL.test(key) || personal?.test(key) === true) return 'personal'
  if (PHONE.test(key) && /\d{5}/.test(text.replace(/[ ().-]/g, '')))
    return text.startsWith('+') ? 'phone' : 'chat'
  if (USER.test(key)) return isEverywhere(text) || /[\s/\\:@]/.test(text) ? undefined : 'user'
  if (ID.test(key) && isUuid(text)) return 'chat'
  return isChatKey(key) && (isChatId(text) || isHandle(text)) ? 'chat' : undefined
}

const isChatKey = (key: string): boolean => CHAT.test(key) || CHAT_LISTS.test(key) || ADDRESSED.test(key)

/** The same for a number: one that stands for a person or a conversation. */
export const isChatNumber = (key: string, value: number): boolean =>
  (CHAT.test(key) || CHAT_LISTS.test(key) || PHONE.test(key)) &&
  Number.isSafeInteger(value) &&
  NUMBER.test(String(value))

/** Whether a record's own keys stand for people or conversations, where it stands under `key`. */
export const isChatRecord = (key: string, name: string): boolean => RECORDS.test(key) && isChatId(name)
