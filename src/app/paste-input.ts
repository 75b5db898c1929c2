import { PassThrough } from 'node:stream'

/** What a terminal puts around a paste, once it was asked to. */
const BEGIN = '\u001b[200~'
const END = '\u001b[201~'
export const ASK_FOR_MARKS = '\u001b[?2004h'
export const ASK_FOR_NONE = '\u001b[?2004l'

/** A line break with nothing behind it for so long was Enter, and no part of a paste. */
const ENTER_MS = 60

type Terminal = Pick<NodeJS.ReadStream, 'on' | 'off' | 'pause' | 'resume' | 'setRawMode'>

/**
 * What is typed on a terminal, for a prompt that ends at a line break: those inside of a paste, such as a wrapped token
 * has, arrive as spaces. Without them the prompt would take half of the token, and the shell would echo the rest.
 */
export const pasteInput = (terminal: Terminal) => {
  const through = new PassThrough()
  let held = ''
  let isPaste = false
  let timer: NodeJS.Timeout | undefined
  let next: NodeJS.Immediate | undefined

  const cancel = (): void => {
    clearTimeout(timer)
    clearImmediate(next)
  }
  const release = (): void => {
    const [text, isEnter] = [held, !isPaste && /[\r\n]$/.test(held)]
    held = ''
    through.write(isEnter ? `${onOneLine(text.trimEnd())}\r` : text)
  }
  const take = (chunk: Buffer | string): void => {
    cancel()
    held += String(chunk)
    for (;;) {
      const mark = isPaste ? END : BEGIN
      const at = held.indexOf(mark)
      if (at < 0) break
      through.write(onOneLine(held.slice(0, at)))
      held = held.slice(at + mark.length)
      isPaste = !isPaste
    }
    const ready = readyLength(held, isPaste ? END : BEGIN, isPaste)
    through.write(onOneLine(held.slice(0, ready)))
    held = held.slice(ready)
    // On a busy machine the time may be over while more lies there to be read: that is read first.
    if (held !== '') timer = setTimeout(() => (next = setImmediate(release)), ENTER_MS)
  }
  const end = (): void => {
    through.end()
  }
  terminal.on('data', take)
  terminal.on('end', end)
  // A question that was asked before has paused it.
  terminal.resume()
  const stop = (): void => {
    cancel()
    terminal.off('data', take)
    terminal.off('end', end)
    terminal.pause()
  }
  const setRawMode = (mode: boolean): void => {
    terminal.setRawMode(mode)
  }
  return { input: Object.assign(through, { isTTY: true, setRawMode }), stop }
}

const onOneLine = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ')

/** How much of a text can be passed on before it is known what follows: not a line break, nor half of a mark. */
const readyLength = (text: string, mark: string, isPaste: boolean): number => {
  const end = isPaste ? text.length : text.trimEnd().length
  const tail = /[\r\n]/.test(text.slice(end)) ? end : text.length
  for (let length = mark.length - 1; length > 0; length--)
    if (text.endsWith(mark.slice(0, length))) return Math.min(tail, text.length - length)
  return tail
}
