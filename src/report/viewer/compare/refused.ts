/** Why a file is not compared with this report, as a sentence for whoever dropped it. */
export class Refused extends Error {}
