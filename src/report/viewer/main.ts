import { tellAge } from './age.js'
import { compareWith } from './compare/compare.js'
import { listenToKeys } from './keys.js'
import { reportOfThisPage } from './own-report.js'
import { searchFacts } from './search-facts.js'
import { openWhatIsLinkedTo } from './unfold.js'

const sealed = reportOfThisPage()
if (sealed !== null) {
  tellAge(sealed.createdAt)
  searchFacts(sealed.facts)
  compareWith(sealed)
}
openWhatIsLinkedTo()
listenToKeys()
