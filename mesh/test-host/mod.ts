/** Real services over a fresh database, for tests that call them as others do. */
export { startTestHost, type TestHost, type TestHostOptions } from "./test-host.ts";
