import { moveElsewhere } from './elsewhere.js'

/** The program of a process that holds a plugin on another day: even what it takes note of while it is loaded differs. */
moveElsewhere()
void import('./main.js')
