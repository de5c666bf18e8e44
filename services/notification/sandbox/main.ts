import { runMailbox } from "./src/run-mailbox.ts";

await runMailbox();
