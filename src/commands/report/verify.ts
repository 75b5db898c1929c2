import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../../app/base-command.js'
import { printOut } from '../../app/output.js'
import { exitCodeOfVerify, verifyReport } from '../../app/support/verify-report.js'
import type { VerifyDocument } from '../../report/verify-schema.js'
import { verifyText } from '../../report/verify-text.js'

export default class ReportVerify extends BaseCommand {
  static override readonly summary = 'See whether a support report is whole, unchanged, and whose it is.'

  static override readonly description =
    `Reads it in memory: nothing of it is unpacked, run or followed. Every file has to be as its manifest says,
report.json as its schema says, and the signature beside it, FILE.minisig, has to hold. A report without a signature is
in order, and said to have none. Signatures are those of minisign: \`minisign -Vm FILE\` sees the same.

Exit codes: 0 nothing is wrong with it, 1 something is, 3 it could not be read or its signature not be checked.`

  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> report.tar.gz',
    {
      description: 'Only a report by this sender is to pass',
      command: '<%= config.bin %> <%= command.id %> report.tar.gz --public-key sender.pub',
    },
    {
      description: 'One that is encrypted to you',
      command: '<%= config.bin %> <%= command.id %> report.tar.gz.age --identity key.txt',
    },
  ]

  static override readonly args = {
    file: Args.string({ description: 'The report, or `-` for standard input.', required: true }),
  }

  static override readonly flags = {
    'public-key': Flags.string({
      summary: "Its sender's public key, or the file of it. It has to be signed by that one.",
      helpValue: 'KEY|FILE',
    }),
    'require-signature': Flags.boolean({ summary: 'Let nothing pass that is not signed.' }),
    signature: Flags.string({
      summary: 'The signature; that beside the report by default.',
      helpValue: 'FILE',
    }),
    identity: Flags.string({
      summary: 'The identity file of age by which an encrypted report is decrypted.',
      helpValue: 'FILE',
    }),
  }

  async run(): Promise<VerifyDocument> {
    const { args, flags } = await this.parse(ReportVerify)
    const document = await verifyReport({
      path: args.file,
      signature: flags.signature ?? null,
      publicKey: flags['public-key'] ?? null,
      identity: flags.identity ?? null,
      requireSignature: flags['require-signature'],
    })
    process.exitCode = exitCodeOfVerify(document)
    if (!this.jsonEnabled()) printOut(verifyText(document, this.style))
    return document
  }
}
