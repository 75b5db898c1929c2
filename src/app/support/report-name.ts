/** What a file of a case is called; `now` in Unix milliseconds, `ending` with its dot. */
export const reportName = (caseId: string, now: number, ending: string): string => {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return `clawdbot-report-${caseId}-${time}${ending}`
}
