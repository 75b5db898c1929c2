import { agentsPlot, checksPlot } from './plot-growth.mjs'
import { peersPlot } from './plot-peers.mjs'
import { startUpPlot } from './plot-start-up.mjs'

/**
 * What bench/results/ holds, drawn: SVG by the name of its file.
 * @param {import('./result.mjs').Results} results
 */
export const plotsOf = (results) => ({
  'start-up.svg': startUpPlot(results),
  'peers.svg': peersPlot(results),
  'checks.svg': checksPlot(results),
  'agents.svg': agentsPlot(results),
})
