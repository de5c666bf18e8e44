import { runSupervised, type Supervised } from "#mesh/supervisor";

const sandboxes: Readonly<Record<string, () => Promise<Supervised>>> = {
  stripe: async () => (await import("../../services/payment/sandbox/mod.ts")).openStripeSandbox(),
  carrier: async () => (await import("../../services/shipping/sandbox/mod.ts")).openCarrierSandbox(),
  mailbox: async () => (await import("../../services/notification/sandbox/mod.ts")).openMailbox(),
};

/** The local servers named by the arguments, in one process. */
await runSupervised(
  ...process.argv.slice(2).map((name) => sandboxes[name] ?? (() => Promise.reject(new Error(`no sandbox "${name}"`)))),
);
