import { impatientTests } from "./impatient-tests.ts";

describe("an impatient market in one process", () => impatientTests("one"));
