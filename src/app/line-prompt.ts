import { answerOrEnd, type PromptContext } from './answer-or-end.js'

export interface LineQuestion {
  readonly message: string
  /** What is wrong with a line, and keeps the question open; null where nothing is. */
  faultIn(line: string): string | null
  /** The word that stays on the screen for a line. */
  echo(line: string): string
}

/**
 * Asks for one line with @inquirer, as a task of listr2, whose own drawing is silent: nothing else may draw while
 * somebody answers. Null where the input ends. Leaving with Ctrl-C throws a refusal that says `left`.
 */
export const askLine = async (question: LineQuestion, left: string): Promise<string | null> => {
  const [{ Listr }, { ListrInquirerPromptAdapter }, { input }] = await Promise.all([
    import('listr2'),
    import('@listr2/prompt-adapter-inquirer'),
    import('./prompts.js'),
  ])
  const config = {
    message: question.message,
    validate: (line: string) => question.faultIn(line) ?? true,
    transformer: (line: string, { isFinal }: { readonly isFinal: boolean }) =>
      isFinal ? question.echo(line) : line,
    theme: { validationFailureMode: 'clear' },
  } as const
  const inTask = async (context: PromptContext): Promise<string> => {
    const answers: string[] = []
    const tasks = new Listr(
      [
        {
          title: question.message,
          task: async (_, task) => {
            answers.push(await task.prompt(ListrInquirerPromptAdapter).run(input, config, context))
          },
        },
      ],
      { renderer: 'silent', registerSignalListeners: false },
    )
    await tasks.run()
    return answers[0] ?? ''
  }
  return answerOrEnd(inTask, left)
}
