import { moveElsewhere } from '../../sandbox/elsewhere.js'

/** Does something as it would be done on another day, on another machine. It must not promise anything. */
export const elsewhen = <T>(act: () => T): T => {
  const comeBack = moveElsewhere()
  try {
    return act()
  } finally {
    comeBack()
  }
}
