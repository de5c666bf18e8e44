import { AccessEnded } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import type { DomainEvent } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import { startTestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { defineService } from "./define-service.ts";
import { startHost } from "./host.ts";

/** Sends the event that the access of the key, a session, has ended. */
function turnstile(opened: (database: Database<DomainEvent>) => void) {
  return defineService({
    name: "turnstile",
    config: {},
    async start({ openDatabase }) {
      const migrations = new URL("test/migrations/", import.meta.url);
      const encodeEvent = ({ key }: DomainEvent) => ({
        subject: "auth.v1.access_ended",
        payload: AccessEnded.encode({ userId: "", sessionId: key, beforeVersion: 0n }).finish(),
      });
      opened(await openDatabase<DomainEvent>({ migrations, encodeEvent }));
      return {};
    },
  });
}

test("a token that ended is refused in every process, also one that starts later", async () => {
  const databases: Database<DomainEvent>[] = [];
  const services = [turnstile((database) => databases.push(database))];
  const market = await startTestHost({ services });
  const token = await market.tokenFor([]);
  const { sessionId } = await market.host.tokens.verify(token);
  await databases[0]?.change(undefined, async () => {
    return { answer: undefined, events: [{ type: "AccessEnded", key: sessionId, version: 1 }] };
  });
  const refused = expect.objectContaining({ reason: "TOKEN_INVALID" });
  await eventually(() => expect(market.host.tokens.verify(token)).rejects.toThrow(refused));
  const later = await startHost({ name: "later", services, env: market.env });
  await expect(later.tokens.verify(token)).rejects.toThrow(refused);
  await later.close();
  await market.close();
});
