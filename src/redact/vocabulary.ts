const WORDS = new Set(
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
)

const JOINED_WORDS = /^[A-Za-z]+(?:[-_.:/@ ]+[A-Za-z]+)*$/
const VARIABLE = /^\$?\{?[A-Z]{1,16}(?:_[A-Z]{1,16})+\}?$/

const isWord = (text: string): boolean =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(' ')
    .every((part) => WORDS.has(part.toLowerCase()))

/**
 * True for a text that names something instead of unlocking it: nothing but words of this product's own vocabulary
 * (`anthropic`, `qwen-oauth`, `your-api-key-here`) or the name of a variable (`OPENAI_API_KEY`, `${MY_KEY}`).
 * Configs hold such texts where a key belongs; they stand all over ordinary output.
 */
export const isName = (text: string): boolean =>
  VARIABLE.test(text) || (JOINED_WORDS.test(text) && text.split(/[^A-Za-z]+/).every(isWord))

const wordyParts = (parts: readonly string[]): number => {
  let length = 0
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0 && part !== '' && !isWord(part)) break
    length += part.length
  }
  return length
}

/** How many characters at a text's two ends are words of the vocabulary, with what joins them to the rest. */
export const wordyEnds = (text: string): { readonly head: number; readonly tail: number } => {
  const parts = text.split(/([-_.:/@ ]+)/)
  return { head: wordyParts(parts), tail: wordyParts(parts.reverse()) }
}
