import { impatientTests } from "./impatient-tests.ts";

describe("an impatient market of many processes", () => impatientTests("many"));
