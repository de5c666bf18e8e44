import { createIds, notFound, refuse, systemClock } from "#mesh/kernel";
import { authClient } from "./auth-client.ts";

const userId = createIds(systemClock).next("usr");
const answering = (answer: () => Promise<unknown>) => authClient((() => ({ readAccount: answer })) as never);

test("an account that is gone is no failure, since nobody would bring it back; one that is away is", async () => {
  const gone = answering(() => Promise.reject(notFound()));
  expect(await gone.read(userId)).toBeUndefined();
  const away = answering(() => Promise.reject(refuse("SERVICE_UNAVAILABLE")));
  await expect(away.read(userId)).rejects.toMatchObject({ reason: "SERVICE_UNAVAILABLE" });
});
