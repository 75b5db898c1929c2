import { problem, titleLine } from './block.js'
import { labelledLine } from './labelled-line.js'
import { paint, type Style, sign } from './style.js'
import type { VerifyDocument } from './verify-schema.js'
import { wrap } from './wrap.js'

/** `report verify` for a person: whether it is whole, who signed it, what it says of itself. */
export const verifyText = (document: VerifyDocument, style: Style): string => {
  const { report } = document
  const about = report === null ? [] : [aboutLines(report, document.encrypted, style)]
  return `${[contentText(document, style), signatureText(document, style), ...about].join('\n\n')}\n`
}

const good = (style: Style, text: string): string =>
  `${paint(style, 'green', sign(style, 'pass'))} ${wrap(text, style.width, '  ')}`

const contentText = ({ file, content, report }: VerifyDocument, style: Style): string => {
  const name = file === '-' ? 'Standard input' : file
  if (report === null)
    return problem(
      style,
      'error',
      `${name} is refused: ${content.reason ?? 'unknown'}.`,
      'Do not use it. Ask whoever sent it to send it again, by another way.',
    )
  const files =
    report.tool === null
      ? 'a report without its archive'
      : `whole: ${report.files} files, each as its manifest says`
  return good(style, `${name} is ${files}.`)
}

const signatureText = (document: VerifyDocument, style: Style): string => {
  const { state, reason, keyId, keyFrom, publicKey, required } = document.signature
  if (state === 'valid' && keyFrom === 'you')
    return good(style, `It is signed by the key that you named, ${keyId}.`)
  if (state === 'valid')
    return [
      titleLine(
        style,
        'warning',
        `It is signed by key ${keyId}, and nobody has changed it since. But that key came with the report: anybody could have made both.`,
      ),
      ...next(style, `Have its sender tell you their key, by another way, and compare:`),
      labelledLine(style, 'key', publicKey ?? ''),
    ].join('\n')
  if (state === 'none')
    return problem(
      style,
      required ? 'error' : 'info',
      `It is not signed: ${reason}. Whoever had it on its way could have changed it.`,
      required
        ? 'Ask its sender for a report that is made with --sign, and for the .minisig file beside it.'
        : null,
    )
  if (state === 'unchecked')
    return problem(
      style,
      'warning',
      `It has a signature by key ${keyId} that was not checked: ${reason}.`,
      'Ask its sender for the public key, and name it by --public-key.',
    )
  return problem(
    style,
    'error',
    `Its signature is wrong: ${reason}.`,
    'Do not use it. Ask whoever sent it to send it again, by another way.',
  )
}

const next = (style: Style, text: string): readonly string[] => [labelledLine(style, 'next', text)]

type About = NonNullable<VerifyDocument['report']>

const aboutLines = (report: About, isEncrypted: boolean, style: Style): string => {
  const { createdAt, tool, removals } = report
  const by = tool === null ? '' : ` by ${tool.name} ${tool.version}`
  return [
    labelledLine(style, 'case', report.case),
    labelledLine(style, 'made', `${createdAt.slice(0, 16).replace('T', ' ')} UTC${by}`),
    labelledLine(style, 'host', report.host),
    labelledLine(style, 'size', `${report.bytes} bytes in all${isEncrypted ? ', encrypted on its way' : ''}`),
    ...(removals === null ? [] : [labelledLine(style, 'ledger', `${removals} removals`)]),
  ].join('\n')
}
