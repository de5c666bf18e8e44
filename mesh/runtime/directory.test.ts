import { RpcError } from "#mesh/rpc";
import { createDirectory, serviceOf } from "./directory.ts";

const asIs = (_: string, channel: unknown) => channel as never;

test("the service of a contract is the second part of its package", () => {
  expect(serviceOf("ultramarket.product.v1.ProductService")).toBe("product");
  expect(() => serviceOf("Echo")).toThrow(TypeError);
});

test("a service that is not there yet gives what the core gives, and is asked again", async () => {
  let tries = 0;
  const core = () => {
    tries += 1;
    throw new RpcError(14, "starting");
  };
  const options = { hosted: new Set(["product"]), core, peers: new Map(), tls: undefined, guard: asIs };
  const directory = createDirectory(options);
  const channel = directory.channelTo("product", "order");
  await expect(channel.unary("/x", new Uint8Array(), {})).rejects.toThrow("starting");
  await expect(channel.unary("/x", new Uint8Array(), {})).rejects.toThrow("starting");
  expect(tries).toBe(2);
  expect(directory.channelTo("product", "order")).toBe(channel);
  expect(directory.channelTo("product", "search")).not.toBe(channel);
  await directory.close();
});

test("a service of another process that cannot be reached is UNAVAILABLE", async () => {
  const peers = new Map([["order", "127.0.0.1:1"]]);
  const core = () => {
    throw new Error("not hosted");
  };
  const directory = createDirectory({ hosted: new Set(), core, peers, tls: undefined, guard: asIs });
  const call = directory.channelTo("order", "x").unary("/a.B/C", new Uint8Array(), { deadline: Date.now() + 5_000 });
  await expect(call).rejects.toMatchObject({ code: 14 });
  await directory.close();
});
