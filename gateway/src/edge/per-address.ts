import type { Server, Socket } from "node:net";

/**
 * Turns connections away, before anything of them is read, if one address has too many. `countedAs` gives what an
 * address counts as; undefined for one that does not count.
 */
export function limitPerAddress(
  server: Server,
  most: number,
  countedAs: (address: string) => string | undefined,
): void {
  const open = new Map<string, number>();
  const accept = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress === undefined ? undefined : countedAs(socket.remoteAddress);
    if (address !== undefined && !enter(open, address, most, socket)) {
      socket.destroy();
      return;
    }
    for (const listener of accept) listener.call(server, socket);
  });
}

function enter(open: Map<string, number>, address: string, most: number, socket: Socket): boolean {
  const count = open.get(address) ?? 0;
  if (count >= most) return false;
  open.set(address, count + 1);
  socket.once("close", () => {
    const left = (open.get(address) ?? 1) - 1;
    if (left > 0) open.set(address, left);
    else open.delete(address);
  });
  return true;
}
