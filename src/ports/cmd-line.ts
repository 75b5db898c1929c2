/** What a batch file would expand or break at even inside quotes; there is no way to write these that always holds. */
const UNSAFE = /["%!\r\n\0]/

/**
 * The command line by which Windows' cmd.exe runs a batch file with just these arguments; null where one of them
 * could not be passed on unchanged.
 */
export const cmdLine = (argv: readonly string[]): string | null => {
  if (argv.some((argument) => UNSAFE.test(argument))) return null
  // A backslash before the closing quote would take the quote for itself.
  const quoted = argv.map((argument) => `"${argument.replace(/\\+$/, '$&$&')}"`)
  // cmd.exe /s takes off the outermost pair of quotes and nothing else.
  return `"${quoted.join(' ')}"`
}
