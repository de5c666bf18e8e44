import { fork } from "node:child_process";
import { once } from "node:events";
import { getCompileCacheDir } from "node:module";
import { fileURLToPath } from "node:url";
import type { Question, Reply } from "../programs/asked.ts";

/** A program of the bench in a process of its own. */
export interface Program {
  readonly pid: number;
  /** Asks it by name; rejects with what went wrong there, or if it ends. */
  ask<Answer>(name: string, content?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts `programs/<name>.ts`. */
export function startProgram(name: string, execArgv: readonly string[] = []): Program {
  const path = fileURLToPath(new URL(`../programs/${name}.ts`, import.meta.url));
  const env = { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() };
  const child = fork(path, { env, serialization: "advanced", execArgv: [...execArgv], stdio: ["ignore", 2, 2, "ipc"] });
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let last = 0;
  child.on("message", (reply: Reply) => {
    const asker = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("problem" in reply) asker?.reject(new Error(`${name}: ${reply.problem}`));
    else asker?.resolve(reply.answer);
  });
  const exited = once(child, "exit").then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`the bench's program "${name}" has ended`));
  });
  return {
    pid: child.pid ?? 0,
    ask: <Answer>(question: string, content?: unknown) =>
      new Promise<Answer>((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve: (given) => resolve(given as Answer), reject });
        child.send({ id: last, name: question, content } satisfies Question);
      }),
    async stop() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
