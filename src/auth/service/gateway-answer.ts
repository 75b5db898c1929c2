import type { NetResult } from '../../contract/index.js'

/** Who answered on the gateway's port. `unclear`: somebody, or nobody in time; `not-asked`: nothing could be sent. */
export type GatewayAnswer = 'gateway' | 'stranger' | 'unclear' | 'refused' | 'not-asked'

/** By the answer to a GET of `/`: the gateway has a page of its own there, unless it is switched off. */
export const readGatewayAnswer = (result: NetResult): GatewayAnswer => {
  switch (result.outcome) {
    case 'response':
      if (/clawdbot/i.test(result.text)) return 'gateway'
      // The gateway says `Not Found` in so many words, and nothing of what it is.
      return result.headers.server !== undefined || result.status < 300 ? 'stranger' : 'unclear'
    case 'unreachable':
      return result.reason === 'refused' ? 'refused' : 'unclear'
    case 'timeout':
    case 'too-large':
      return 'unclear'
    default:
      return 'not-asked'
  }
}
