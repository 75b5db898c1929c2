// @ts-check
import { __CAMEL__Examples } from './examples/__NAME__.js'

export default [...__CAMEL__Examples]
