import { checkpoint, onCheckpoint } from "./checkpoint.ts";

test("a hook hears of checkpoints from its installation to its removal", () => {
  const heard: string[] = [];
  checkpoint("early");
  const remove = onCheckpoint((name) => heard.push(name));
  checkpoint("order.place.before");
  remove();
  checkpoint("late");
  expect(heard).toEqual(["order.place.before"]);
});

test("what a hook throws, the checkpoint throws", () => {
  const remove = onCheckpoint((name) => {
    throw new Error(`died at ${name}`);
  });
  expect(() => checkpoint("order.place.after")).toThrow("died at order.place.after");
  remove();
});

test("a later hook takes the place of an earlier one, whose removal then changes nothing", () => {
  const heard: string[] = [];
  const removeFirst = onCheckpoint(() => heard.push("first"));
  const removeSecond = onCheckpoint(() => heard.push("second"));
  removeFirst();
  checkpoint("x");
  removeSecond();
  expect(heard).toEqual(["second"]);
});
