/** What of @inquirer is asked with. Its editor, which is left out, brings the tables of every text encoding there is. */
export { confirm, input, password, select } from '@inquirer/prompts'
