import { sentStatements } from "#mesh/testing";

/** Every statement this process sends while the work runs, detached work included; BEGIN and COMMIT are left out. */
export async function allStatements(work: () => Promise<unknown>): Promise<string[]> {
  const texts = (await sentStatements(work)).map(({ text }) => text);
  return texts.filter((text) => !/^(BEGIN|SET|COMMIT)/.test(text));
}
