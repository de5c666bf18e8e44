import { runStages } from "./run-stages.ts";

const node = (name: string, script: string) => ({ name, command: ["node", "-e", script] as const });

test("every stage runs, and those that fail are named", () => {
  const said: string[] = [];
  const stages = [
    node("first", "process.exit(3)"),
    node("second", ""),
    { name: "third", command: ["no-such-program"] as const },
  ];
  expect(runStages(stages, (line) => said.push(line))).toEqual(["first", "third"]);
  expect(said).toEqual([
    expect.stringMatching(/^FAIL +\d+\.\d s {2}first$/),
    expect.stringMatching(/^ok {3} +\d+\.\d s {2}second$/),
    expect.stringContaining("no-such-program: "),
    expect.stringMatching(/^FAIL .* third$/),
  ]);
});
