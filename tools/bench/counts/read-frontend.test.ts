import { readFrontend } from "./read-frontend.ts";

function message(type: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
}

const startup = message("", "\0\x03\0\0user\0x\0\0");
const prepared = Buffer.concat([
  message("P", "n\0SELECT 1;\0"),
  message("B", "\0n\0"),
  message("E", "\0\0\0\0\0"),
  message("S", ""),
]);

test("each Execute and each statement of a simple query counts", () => {
  const read = readFrontend();
  expect(read(startup)).toEqual({ statements: 0 });
  expect(read(prepared)).toEqual({ statements: 1 });
  expect(read(message("Q", "BEGIN; SET LOCAL statement_timeout = 5; \0"))).toEqual({ statements: 2 });
});

test("messages are read whatever the pieces they come in", () => {
  const read = readFrontend();
  const bytes = Buffer.concat([startup, prepared, prepared]);
  const counts = [...bytes].map((byte) => read(Buffer.from([byte])).statements);
  expect(counts.reduce((sum, count) => sum + count)).toBe(2);
});
