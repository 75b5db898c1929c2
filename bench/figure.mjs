import { spreadOf } from './measure.mjs'

/** @typedef {{ what: string, value: number, unit: string, target: number | null, spread: readonly number[] }} Figure a median, and from where to where the quartiles or the extremes go */

/**
 * Makes a figure of what the rounds gave, and prints it.
 * @param {string} what
 * @param {readonly number[]} values
 * @param {string} unit
 * @param {number | null} [target] the most that it is to be
 * @returns {Figure}
 */
export const tell = (what, values, unit, target = null) => {
  const { median, low, high } = spreadOf(values)
  const goal = target === null ? '' : `  ${median <= target ? 'within' : 'over'} ${target}`
  process.stdout.write(`${what.padEnd(62)} ${median.toFixed(2).padStart(9)} ${unit.padEnd(12)}${goal}\n`)
  return { what, value: median, unit, target, spread: [low, high] }
}
