import { toUSVString } from 'node:util'
/** SARIF takes `{0}` for a placeholder, so braces are doubled; and it takes no text for no message. */
export const sarifText = (text: string): string => {
  const well = toUSVString(text).replaceAll('{', '{{').replaceAll('}', '}}')
  return well === '' ? '-' : well
}
