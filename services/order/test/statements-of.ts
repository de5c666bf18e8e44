import { sentStatements } from "#mesh/testing";

/** The statements that the service sends for calls while the work runs; what its workers send is left out. */
export async function statementsOf(service: string, work: () => Promise<unknown>): Promise<string[]> {
  const sent = await sentStatements(work);
  return sent.filter(({ call }) => call?.method.startsWith(`/ultramarket.${service}.`)).map(({ text }) => text);
}
