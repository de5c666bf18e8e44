import { greetable, oneLine } from "./plain.ts";

test.each(["Ada Lovelace", "J. R. R. Tolkien", "D'Angelo-Smith, Jr.", "王小明", "José 2nd", "Dr. Müller"])(
  "%s is a name to greet by",
  (name) => {
    expect(greetable(name)).toBe(name);
  },
);

test.each([
  "you won, see https://evil.example",
  "win at evil.example now",
  "write to eve@evil",
  "call 0800 123456",
  "x".repeat(61),
])("%s is no name to greet by", (name) => {
  expect(greetable(name)).toBe("");
});

test("what somebody wrote stays within its line, and in its direction", () => {
  expect(oneLine(" Ada\r\n\u2028Lovelace\u0000\u202e! ")).toBe("Ada Lovelace !");
  expect(greetable("Ada\n\nLovelace")).toBe("Ada Lovelace");
});
