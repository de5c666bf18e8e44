import { runSupervised } from "#mesh/supervisor";
import { openMailbox } from "./src/open-mailbox.ts";

await runSupervised(openMailbox);
