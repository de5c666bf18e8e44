import { join, resolve } from "node:path";

/** Where everything of one market lies. */
export interface Layout {
  readonly dataDir: string;
  readonly postgres: string;
  readonly identity: string;
  readonly logs: string;
  /** Compiled sources, which make the next start quicker. */
  readonly compileCache: string;
}

export function layoutOf(dataDir: string): Layout {
  const root = resolve(dataDir);
  return {
    dataDir: root,
    postgres: join(root, "postgres"),
    identity: join(root, "identity"),
    logs: join(root, "logs"),
    compileCache: join(root, "compile-cache"),
  };
}
