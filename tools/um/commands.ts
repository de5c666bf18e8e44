import type { Commands } from "./command.ts";

/** The verbs of `um`, loaded when they are asked for. */
export const commands: Commands = {
  start: async () => (await import("./start.ts")).start,
  stop: async () => (await import("./stop.ts")).stop,
  status: async () => (await import("./status.ts")).status,
  down: async () => (await import("./down.ts")).down,
  up: async () => (await import("./up.ts")).up,
  token: async () => (await import("./token.ts")).token,
  "rotate-keys": async () => (await import("./rotate-keys.ts")).rotateKeys,
  mail: async () => (await import("./mail.ts")).mail,
  import: async () => (await import("./import.ts")).importCommand,
  export: async () => (await import("./export.ts")).exportCommand,
  replay: async () => (await import("./replay.ts")).replayCommand,
  audit: async () => (await import("./audit.ts")).audit,
  call: async () => (await import("./call.ts")).call,
  bench: async () => (await import("./bench.ts")).bench,
  completion: async () => (await import("./completion.ts")).completionOf(commands),
};
