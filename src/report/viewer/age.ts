import { distanceWords } from '../page/moments.js'

/** How old the report is when it is read: what it says of expiry may be over by then. */
export const tellAge = (createdAt: string): void => {
  const made = Date.parse(createdAt)
  const age = document.getElementById('age')
  if (age !== null && made <= Date.now()) age.textContent = ` (${distanceWords(made, Date.now())})`
}
