/** The bytes of a text that is base64 in its one proper form and of this length; null for any other. */
export const fromBase64 = (text: string, length: number): Buffer | null => {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === length && bytes.toString('base64') === text ? bytes : null
}
