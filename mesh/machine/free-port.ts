import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { errorCode } from "./error-code.ts";

/** Below the ports that Linux, macOS and Windows give to outgoing connections and to those who ask for any port. */
const lowest = 20_000;
const count = 10_000;

/**
 * A TCP port of the loopback interface that nobody listens on. It stays this process's own until it ends, so that
 * programs can be told the port, started, and started again on it: no outgoing connection gets it, and no other process
 * that asks here.
 */
export async function freePort(): Promise<number> {
  const first = Math.floor(Math.random() * count);
  for (let offset = 0; offset < count; offset++) {
    const port = lowest + ((first + offset) % count);
    if (await claim(port)) return port;
  }
  throw new Error(`no port from ${lowest} to ${lowest + count - 1} is free`);
}

/** Holds the UDP port of the same number, which nothing else here uses, as the sign that the TCP port is taken. */
async function claim(port: number): Promise<boolean> {
  const sign = createSocket("udp4");
  const bound = once(sign, "listening");
  sign.bind({ port, address: "127.0.0.1", exclusive: true });
  const claimed = (await unlessTaken(bound)) && (await isFree(port));
  if (claimed) sign.unref();
  else sign.close();
  return claimed;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  if (!(await unlessTaken(once(server, "listening")))) return false;
  server.close();
  await once(server, "close");
  return true;
}

const taken = new Set(["EADDRINUSE", "EACCES"]);

/** True once it listens; false if the port is another's. */
async function unlessTaken(listening: Promise<unknown>): Promise<boolean> {
  try {
    await listening;
    return true;
  } catch (error) {
    if (!taken.has(errorCode(error) ?? "")) throw error;
    return false;
  }
}
