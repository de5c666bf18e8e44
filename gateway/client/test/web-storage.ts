import type { WebStorage } from "../src/mod.ts";

/** Web Storage without a browser. */
export function webStorage(content: Readonly<Record<string, string>> = {}): WebStorage {
  const entries = new Map(Object.entries(content));
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}
