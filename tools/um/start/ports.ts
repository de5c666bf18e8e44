import { once } from "node:events";
import { createServer } from "node:net";
import { errorCode, freePort } from "#mesh/machine";
import { CommandError } from "../command.ts";

export interface Ports {
  readonly port: number;
  readonly adminPort: number;
  readonly grpcPort: number;
}

/** The ports that were named, if they are free; free ones for the rest. Throws CommandError for one that is taken. */
export async function choosePorts(wanted: { readonly [Name in keyof Ports]: number | undefined }): Promise<Ports> {
  return {
    port: await choose("PORT", wanted.port),
    adminPort: await choose("ADMIN_PORT", wanted.adminPort),
    grpcPort: await choose("GRPC_PORT", wanted.grpcPort),
  };
}

async function choose(name: string, port = 0): Promise<number> {
  if (port === 0) return freePort();
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    const problem = errorCode(error) === "EACCES" ? "may not be used by this user" : "is taken by another program";
    throw new CommandError(
      `Port ${port} ${problem}: choose another one with ${name}=<port>, or 0 for any that is free.`,
    );
  }
  server.close();
  await once(server, "close");
  return port;
}
