import { PassThrough } from "node:stream";
import { showProgress } from "./progress-line.ts";

function printed(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 120, cursorTo() {}, clearLine() {} });
  let text = "";
  stream.on("data", (chunk) => {
    text += chunk;
  });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text };
}

test("a terminal shows a bar with rate and time left", () => {
  const { stream, text } = printed(true);
  let now = 0;
  const line = showProgress("reading", "rows", { stream, now: () => now });
  now = 2_000;
  line.at(0, 100, 0);
  line.at(25, 100, 5_000);
  line.end();
  expect(text()).toMatch(/reading \[=+-+\] 25% \| 5,000 rows \| 2,500\/s \| \S+ left/);
});

test("elsewhere there is a line every five seconds", () => {
  const { stream, text } = printed(false);
  let now = 0;
  const line = showProgress("reading", "rows", { stream, now: () => now });
  for (now = 1_000; now <= 10_000; now += 1_000) line.at(now / 100, 200, now);
  line.end();
  expect(text()).toBe("reading: 25%, 5,000 rows, 1,000/s, 15 s left\nreading: 50%, 10,000 rows, 1,000/s, 10 s left\n");
});
