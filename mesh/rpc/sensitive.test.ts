import { refuse, type User } from "#mesh/kernel";
import type { CallOptions, CheckSession, Contracts } from "./mod.ts";
import { echoContracts, echoPath, refusal, transports } from "./test/echo.ts";

/** The contracts of the echo service, whose Echo has this policy, too. */
const contractsWith = (policy: { sensitive?: true; freshProof?: true }): Contracts => ({
  ...echoContracts,
  method(path) {
    const method = echoContracts.method(path);
    const isEcho = method !== undefined && path === echoPath;
    return isEcho ? { ...method, policy: { ...method.policy, ...policy } } : method;
  },
});
const contracts = contractsWith({ sensitive: true });

describe.each(transports)("%s", (_, open) => {
  test("a sensitive method looks up the user's session on each call, within the call's deadline, others never", async () => {
    const asked: (readonly [User, CallOptions, boolean])[] = [];
    const checkSession: CheckSession = async (...given) => void asked.push(given);
    await using echo = await open({}, { contracts, checkSession });
    const deadline = Date.now() + 1_500;
    const call = { token: "ada", deadline, requestId: "r-1" };
    for (let time = 0; time < 2; time++) await echo.client.echo({ message: "a" }, call);
    await echo.client.getNote({ noteId: "n" }, call);
    await echo.client.echo({ message: "a" });
    expect(asked.map(([{ userId }]) => userId)).toEqual(["usr_ada", "usr_ada"]);
    expect(asked[0]?.[1]).toMatchObject({ requestId: "r-1", signal: expect.any(AbortSignal) });
    expect(Math.abs((asked[0]?.[1].deadline ?? 0) - deadline)).toBeLessThan(50);
    expect(asked[0]?.[1]).not.toHaveProperty("token");
    expect(asked[0]?.[2]).toBe(false);
  });

  test("a method that wants a fresh proof asks for one, of users alone", async () => {
    const asked: boolean[] = [];
    const checkSession: CheckSession = async (_user, _call, freshProof) => void asked.push(freshProof);
    await using echo = await open({}, { contracts: contractsWith({ freshProof: true }), checkSession });
    await echo.client.echo({ message: "a" }, { token: "ada" });
    await echo.client.echo({ message: "a" });
    expect(asked).toEqual([true]);
  });

  test("a session that has ended, or that nobody can look up, does not get in", async () => {
    for (const reason of ["TOKEN_INVALID", "SERVICE_UNAVAILABLE"] as const) {
      const echoed: string[] = [];
      const handlers = { echo: async ({ message }: { message: string }) => ({ message: `${echoed.push(message)}` }) };
      await using echo = await open(handlers, { contracts, checkSession: () => Promise.reject(refuse(reason)) });
      const refused = await refusal(echo.client.echo({ message: "a" }, { token: "ada" }));
      expect([refused, echoed]).toEqual([expect.objectContaining({ reason }), []]);
    }
  });

  test("without somebody who looks up sessions no sensitive method is served", async () => {
    await expect(open({}, { contracts })).rejects.toThrow("is sensitive, and nobody is there to look up sessions");
  });
});
