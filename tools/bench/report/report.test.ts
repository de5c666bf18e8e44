import type { Sample } from "../figures/figure.ts";
import { type Row, sections, subjectMakers } from "../rows/rows.ts";
import { judge } from "./judge.ts";
import { countTable, ratioTable } from "./table.ts";

const sample = (app: number, errors = 0): Sample => ({ requests: 10, errors, cpuUs: { app, postgres: 20 } });
const row: Row = { title: "get", subject: "x", parts: ["app"], against: [{ label: "c", subject: "c", target: 2 }] };
const table = (x: readonly Sample[]) =>
  ratioTable(
    judge(
      [{ title: "Reads", rows: [row] }],
      new Map([
        ["x", x],
        ["c", [sample(10), sample(10)]],
      ]),
    ),
  );

test("a row shows its ratio, its spread and whether the target holds", () => {
  expect(table([sample(18), sample(20)])).toMatch(/get +- +- +1\.90 \(1\.80-2\.00\) +1\.00 .*\(c\) <= 2 {2}holds/);
  expect(table([sample(21), sample(25)])).toContain("MISSED");
  expect(table([sample(19), sample(25)])).toContain("unclear");
});

test("a row without enough rounds has no figure and no verdict", () => {
  expect(table([sample(1, 1), sample(1, 2)])).toMatch(/\(c\) <= 2 {2}void +2 void/);
});

test("a count shows its target", () => {
  const counts = [
    { title: "statements", value: 1, target: 1 },
    { title: "buffers", value: 3 },
  ];
  expect(countTable(counts)).toMatch(/statements +1\.00 {3}<= 1 {2}holds\n {2}buffers +3\.00$/);
});

test("all that rows ask for can be measured", () => {
  const asked = sections.flatMap(({ rows }) => rows.flatMap((r) => [r.subject, ...r.against.map((o) => o.subject)]));
  expect(asked.filter((key) => subjectMakers[key] === undefined)).toEqual([]);
});
