import { Help, type Interfaces } from '@oclif/core'

/** In a narrow terminal, what stands under its flag is drawn so much further to the right than it was broken for. */
const OVERHANG = 3

/** oclif's help, but with all of it broken into lines that fit the terminal. */
export default class FittingHelp extends Help {
  constructor(config: Interfaces.Config, options?: Partial<Interfaces.HelpOptions>) {
    super(config, options)
    this.opts.maxWidth -= OVERHANG
  }

  protected override log(...texts: readonly string[]): void {
    const fit = (line: string): string => (line.startsWith(' ') ? line : this.wrap(line, 0))
    super.log(...texts.map((text) => text.split('\n').map(fit).join('\n')))
  }
}
