import { problem, titleLine } from './block.js'
import { counted } from './counts.js'
import { labelledLine } from './labelled-line.js'
import { paint, type Style, sign } from './style.js'
import type { VerifyDocument } from './verify-schema.js'
import { wrap } from './wrap.js'

/** `report verify` for a person: whether it is whole, who signed it, what it says of itself. */
export const verifyText = (document: VerifyDocument, style: Style): string => {
  const { report, signature } = document
  const isBeside = report === null && signature.state === 'none' && !signature.required
  const blocks = [
    contentText(document, style),
    ...pageText(document, style),
    ...(isBeside ? [] : [signatureText(document, style)]),
    ...(report === null ? [] : [aboutText(report, document.encrypted, style)]),
  ]
  return `${blocks.join('\n\n')}\n`
}

const good = (style: Style, text: string): string =>
  `${paint(style, 'green', sign(style, 'pass'))} ${wrap(text, style.width, '  ')}`

const NOT_TO_BE_USED = 'Do not use it. Ask whoever sent it to send it again, by another way.'

const contentText = ({ file, content, report }: VerifyDocument, style: Style): string => {
  const name = file === '-' ? 'Standard input' : file
  if (report === null)
    return problem(style, 'error', `${name} is refused: ${content.reason ?? 'unknown'}.`, NOT_TO_BE_USED)
  if (report.tool === null)
    return good(style, `${name} is a report without its archive, as its schema says it has to be.`)
  return good(style, `${name} is whole: each of its ${report.files} files is as its manifest says.`)
}

const pageText = ({ page }: VerifyDocument, style: Style): readonly string[] => {
  if (page === 'other')
    return [
      problem(
        style,
        'warning',
        'Its report.html is not the page that this version makes of the report: somebody may have put another in its place.',
        'Do not open it. Make the page anew by `clawdbot-doctor report convert --format html`.',
      ),
    ]
  return page === 'not compared'
    ? [
        problem(
          style,
          'info',
          'Its report.html was not compared with the report: another version of this program made it.',
          null,
        ),
      ]
    : []
}

const signatureText = (document: VerifyDocument, style: Style): string => {
  const { state, reason, keyId, keyFrom, publicKey } = document.signature
  if (state === 'none') return unsignedText(document, style)
  if (state === 'valid' && keyFrom === 'you')
    return good(style, `It is signed by the key that you named, ${keyId}.`)
  if (state === 'valid')
    return [
      titleLine(
        style,
        'warning',
        `It is signed by key ${keyId}, but that key came with it: whoever changed it could have put theirs in its place.`,
      ),
      labelledLine(style, 'key', publicKey ?? ''),
      labelledLine(
        style,
        'next',
        'Have its sender tell you their key by another way, and name it by --public-key.',
      ),
    ].join('\n')
  if (state === 'unchecked')
    return problem(
      style,
      'warning',
      `It has a signature by key ${keyId} that was not checked: ${reason}.`,
      'Ask its sender for their public key, and name it by --public-key.',
    )
  return problem(style, 'error', `Its signature is wrong: ${reason}.`, NOT_TO_BE_USED)
}

const unsignedText = ({ file, signature: { reason, required } }: VerifyDocument, style: Style): string => {
  const what = `It is not signed${reason === null ? '' : `, though ${reason}`}: whoever had it on its way could have changed it.`
  const beside = file === '-' ? 'the signature, and name it by --signature' : `${file}.minisig`
  if (reason !== null)
    return problem(style, required ? 'error' : 'warning', what, `Ask its sender for ${beside}.`)
  return required
    ? problem(style, 'error', what, 'Ask its sender for one that is made with --sign.')
    : problem(style, 'info', what, null)
}

type About = NonNullable<VerifyDocument['report']>

const aboutText = (report: About, isEncrypted: boolean, style: Style): string => {
  const { createdAt, tool, removals } = report
  const by = tool === null ? '' : ` by ${tool.name} ${tool.version}`
  const size = `${Math.max(1, Math.round(report.bytes / 1000))} kB in ${counted(report.files, 'file')}`
  return [
    labelledLine(style, 'case', report.case),
    labelledLine(style, 'host', report.host),
    labelledLine(style, 'made', `${createdAt.slice(0, 16).replace('T', ' ')} UTC${by}`),
    labelledLine(style, 'size', `${size}${isEncrypted ? '; was encrypted' : ''}`),
    ...(removals === null
      ? []
      : [labelledLine(style, 'removed', `${counted(removals, 'entry', 'entries')} in its ledger`)]),
  ].join('\n')
}
