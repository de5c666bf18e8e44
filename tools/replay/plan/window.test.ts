import { CommandError } from "../../um/command.ts";
import { contains, dayOf, timesOf, windowOf } from "./window.ts";

test("a window has both its days, and the times up to the first moment after it", () => {
  const window = windowOf("2010-12-31", "2011-02-28");
  expect(["2010-12-30", "2010-12-31", "2011-02-28", "2011-03-01"].map((day) => contains(window, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const { start, end } = timesOf(window);
  expect([start.toISOString(), end.toISOString()]).toEqual(["2010-12-31T00:00:00.000Z", "2011-03-01T00:00:00.000Z"]);
  expect(dayOf(new Date("2011-02-28T23:59:59Z"))).toBe("2011-02-28");
});

test.each(["2010-13-01", "2011-02-29", "2010-12-1", "yesterday", "", "2010-12-01T00:00"])(
  "%j is no day of a window",
  (text) => {
    expect(() => windowOf(text, "2011-12-31")).toThrow(CommandError);
    expect(() => windowOf("2000-01-01", text)).toThrow(CommandError);
  },
);

test("a window does not end before it begins", () => {
  expect(() => windowOf("2011-01-02", "2011-01-01")).toThrow("--to 2011-01-01 lies before --from 2011-01-02");
  expect(windowOf("2011-01-02", "2011-01-02")).toEqual({ from: "2011-01-02", to: "2011-01-02" });
});
