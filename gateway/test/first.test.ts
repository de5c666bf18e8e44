import { createClient } from "@connectrpc/connect";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { transports } from "./clients.ts";
import { testGateway } from "./test-gateway.ts";

test.each(Object.entries(transports))("%s", async (_, transport) => {
  await using gateway = await testGateway();
  const client = createClient(EchoService, transport(gateway.url));
  expect((await client.echo({ message: "hällo" })).message).toBe("hällo");
  let n = 0;
  for await (const answer of client.repeat({ message: "a", count: 3 })) n += answer.message.length;
  expect(n).toBe(3);
  const response = await fetch(`${gateway.url}/v1/echo/abc`);
  expect([response.status, await response.json()]).toEqual([200, { message: "abc" }]);
});
