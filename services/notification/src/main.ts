import { run } from "#mesh/runtime";
import { notificationService } from "./service.ts";

await run(notificationService);
