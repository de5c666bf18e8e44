/** What a program of the bench does when it is asked, by name. */
export type Answers = Readonly<Record<string, (question: never) => Promise<unknown>>>;

export interface Question {
  readonly id: number;
  readonly name: string;
  readonly content: unknown;
}

export type Reply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly problem: string };

/** Answers the process that forked this one until it goes away. */
export function answer(answers: Answers): void {
  process.on("message", ({ id, name, content }: Question) => {
    const reply = answers[name] as ((question: unknown) => Promise<unknown>) | undefined;
    const replied = reply === undefined ? Promise.reject(new Error(`nothing answers "${name}"`)) : reply(content);
    replied.then(
      (given) => process.send?.({ id, answer: given } satisfies Reply),
      (error: unknown) => process.send?.({ id, problem: error instanceof Error ? error.stack : String(error) }),
    );
  });
  process.on("disconnect", () => process.exit());
}
