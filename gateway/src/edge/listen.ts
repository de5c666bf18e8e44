import type { AddressInfo, Server } from "node:net";

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Listens, and gives the port. Later errors, such as a connection the system has no room for, go to `report`. */
export function listen(server: Server, { host, port }: Address, report: (error: Error) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject).on("error", report);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
