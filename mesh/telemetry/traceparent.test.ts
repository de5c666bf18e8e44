import { formatTraceparent, parseTraceparent } from "./mod.ts";

const trace = "0af7651916cd43dd8448eb211c80319c";
const span = "b7ad6b7169203331";

test("a traceparent survives reading and writing", () => {
  for (const text of [`00-${trace}-${span}-01`, `00-${trace}-${span}-00`]) {
    const context = parseTraceparent(text);
    expect(context && formatTraceparent(context)).toBe(text);
  }
});

test("of a later version the known part is read", () => {
  expect(parseTraceparent(`01-${trace}-${span}-09-more`)).toMatchObject({ traceId: trace, traceFlags: 1 });
});

test.each([
  "",
  "hello",
  `00-${trace}-${span}`,
  `00-${trace}-${span}-01-more`,
  `ff-${trace}-${span}-01`,
  `00-${"0".repeat(32)}-${span}-01`,
  `00-${trace}-${"0".repeat(16)}-01`,
  `00-${trace.toUpperCase()}-${span}-01`,
  `00-${trace}-${span}-01\n`,
])("a damaged one is no trace: %j", (text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});
