import { join } from 'node:path'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'

const root = join(import.meta.dirname, '..')

const SILENT = /** @type {import('@microsoft/api-extractor').ExtractorLogLevel} */ ('none')

/**
 * Has API Extractor read a file of declarations and all that it leads to. Throws where they hold an error.
 * @param {string} entry
 * @param {Partial<import('@microsoft/api-extractor').IConfigFile>} wanted what it is to write
 */
export const extract = (entry, wanted) => {
  const extractorConfig = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: entry,
      compiler: { tsconfigFilePath: join(root, 'tsconfig.json') },
      newlineKind: 'lf',
      apiReport: { enabled: false },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: { extractorMessageReporting: { default: { logLevel: SILENT } } },
      ...wanted,
    },
  })
  const problems = /** @type {string[]} */ ([])
  const { succeeded } = Extractor.invoke(extractorConfig, {
    localBuild: true,
    messageCallback: (message) => {
      message.handled = true
      if (message.logLevel === 'error') problems.push(message.formatMessageWithLocation(root))
    },
  })
  if (!succeeded) throw new Error(`${entry} cannot be read:\n${problems.join('\n')}`)
}
