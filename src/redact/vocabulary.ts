import { once } from './once.js'

const words = once(
  () =>
    new Set(
      `true false null none undefined default auto automatic unknown missing empty blank unset enabled disabled error
  warning info anthropic claude ai code codex cli openai openrouter google gemini vertex groq cerebras xai mistral
  moonshot kimi minimax synthetic venice deepgram zai opencode zen github copilot vercel gateway qwen portal chutes
  ollama lmstudio lm studio litellm bedrock aws azure foundry clawdbot openclaw moltbot doctor bot telegram slack
  discord signal whatsapp api key keys apikey token tokens secret secrets password passwd passphrase pass access
  refresh oauth auth bearer basic credential credentials profile profiles provider mode type manual main local
  localhost host your my the a an not needed required here goes insert replace change me changeme example placeholder
  dummy fake test testing sample value string redacted withheld user username admin root client id com org net`.split(
        /\s+/,
      ),
    ),
)

const JOINED_WORDS = /^[A-Za-z]+(?:[-_.:/@ ]+[A-Za-z]+)*$/
const VARIABLE = /^\$?\{?[A-Z]{1,16}(?:_[A-Z]{1,16})+\}?$/

const INNER_CAPITAL = /[a-z][A-Z]/

const isWord = (text: string): boolean =>
  words().has(text.toLowerCase()) ||
  (INNER_CAPITAL.test(text) &&
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .split(' ')
      .every((part) => words().has(part.toLowerCase())))

/**
 * True for a text that names something instead of unlocking it: nothing but words of this product's own vocabulary
 * (`anthropic`, `qwen-oauth`, `your-api-key-here`) or the name of a variable (`OPENAI_API_KEY`, `${MY_KEY}`).
 * Configs hold such texts where a key belongs; they stand all over ordinary output.
 */
export const isName = (text: string): boolean =>
  VARIABLE.test(text) || (JOINED_WORDS.test(text) && text.split(/[^A-Za-z]+/).every(isWord))

const JOINTS = '-_.:/@ '
const isJoint = (text: string, at: number): boolean => JOINTS.includes(text.charAt(at))
const isDigit = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at)
  return unit >= 0x30 && unit <= 0x39
}

/** The length of the words a text begins with, and of what joins them. No word has a digit: most tokens end it at once. */
export const wordyHead = (text: string): number => {
  let length = 0
  while (length < text.length) {
    let end = length
    while (end < text.length && !isJoint(text, end)) {
      if (isDigit(text, end)) return length
      end += 1
    }
    if (end > length && !isWord(text.slice(length, end))) return length
    while (end < text.length && isJoint(text, end)) end += 1
    length = end
  }
  return length
}

/** The same of its end. */
export const wordyTail = (text: string): number => {
  let start = text.length
  while (start > 0) {
    let begin = start
    while (begin > 0 && !isJoint(text, begin - 1)) {
      if (isDigit(text, begin - 1)) return text.length - start
      begin -= 1
    }
    if (begin < start && !isWord(text.slice(begin, start))) return text.length - start
    while (begin > 0 && isJoint(text, begin - 1)) begin -= 1
    start = begin
  }
  return text.length
}
