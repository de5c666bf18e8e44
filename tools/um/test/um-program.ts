import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../um.ts", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** `um` as a person runs it. */
export interface UmProgram {
  readonly pid: number;
  /** Resolves when the text was printed; rejects with what was printed if the program ends before. */
  printed(text: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

export function startUm(args: readonly string[], env: Readonly<Record<string, string>>): UmProgram {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, "close").then(([code]): Ended => ({ code, output }));
  return {
    pid: child.pid ?? 0,
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (output.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`"${text}" was never printed:\n${output}`)));
      }),
  };
}

/** Runs `um` to its end. */
export function runUm(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return startUm(args, env).ended;
}
