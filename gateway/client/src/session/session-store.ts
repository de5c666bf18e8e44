import type { SessionState } from "./session-state.ts";

/** Where a client keeps who is signed in. */
export interface SessionStore {
  read(): SessionState | undefined | Promise<SessionState | undefined>;
  /** Undefined forgets it. */
  write(state: SessionState | undefined): void | Promise<void>;
  /** Name under which other clients use the same store, such as those of a browser's other tabs. */
  readonly sharedAs?: string | undefined;
}

/** Forgets with the page, or the process. */
export function memoryStore(): SessionStore {
  let kept: SessionState | undefined;
  return {
    read: () => kept,
    write(state) {
      kept = state;
    },
  };
}

/** The part of the Web Storage API that is used. */
export interface WebStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Keeps it in `localStorage` or `sessionStorage`. Every script of the page's origin can read the tokens there. */
export function webStorageStore(storage: WebStorage, key = "ultramarket.session"): SessionStore {
  return {
    sharedAs: key,
    read: () => parse(storage.getItem(key)),
    write(state) {
      if (state === undefined) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(state));
    },
  };
}

/** The page's `localStorage`, or memory where there is none. */
export function localStore(): SessionStore {
  const storage = localStorageOrNone();
  return storage === undefined ? memoryStore() : webStorageStore(storage);
}

/** The page's `localStorage`; undefined where there is no page. */
export function localStorageOrNone(): WebStorage | undefined {
  const { document, localStorage } = globalThis as { document?: unknown; localStorage?: WebStorage };
  return document === undefined ? undefined : localStorage;
}

/** The same store, which says when the session is over. */
export function tellingOfEnds(store: SessionStore, ended: () => void): SessionStore {
  return {
    read: () => store.read(),
    write(state) {
      if (state === undefined) ended();
      return store.write(state);
    },
    sharedAs: store.sharedAs,
  };
}

function parse(text: string | null): SessionState | undefined {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    // Somebody else's text under our key: as good as nobody signed in.
    return undefined;
  }
}
