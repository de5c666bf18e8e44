import { join, resolve } from "node:path";

/** Where things lie below the folder one server is given. */
export interface Layout {
  readonly folder: string;
  /** PostgreSQL's own data directory; appears complete or not at all. */
  readonly data: string;
  /** The superuser's password, mode 0600; inside `data`, so that both come into being together. */
  readonly password: string;
  readonly log: string;
  /** Links to the server's libraries, for a node_modules that may not be written. */
  readonly libraries: string;
}

export function layoutOf(folder: string): Layout {
  const root = resolve(folder);
  const data = join(root, "data");
  return {
    folder: root,
    data,
    password: join(data, "superuser-password"),
    log: join(root, "postgres.log"),
    libraries: join(root, "lib"),
  };
}
