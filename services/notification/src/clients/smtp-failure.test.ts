import { answerOf } from "./smtp-failure.ts";

const failure = (code: string, responseCode?: number, response?: string) =>
  Object.assign(new Error("failed"), { code, responseCode, response });

test.each([
  ["EENVELOPE", 550, "REFUSED"],
  ["EMESSAGE", 554, "REFUSED"],
  ["EENVELOPE", undefined, "REFUSED"],
  ["EENVELOPE", 451, "UNANSWERED"],
  ["EAUTH", 535, "UNANSWERED"],
  ["ECONNECTION", 554, "UNANSWERED"],
  ["ETIMEDOUT", undefined, "UNANSWERED"],
])("%s with %p is %s", (code, responseCode, kind) => {
  expect(answerOf(failure(code, responseCode)).kind).toBe(kind);
});

test("what the server says is kept in one line of 300 characters at most", () => {
  const said = `550-5.1.1 no such\r\n550 user ${"x".repeat(400)}`;
  const answer = answerOf(failure("EENVELOPE", 550, said));
  expect(answer).toMatchObject({ error: expect.stringMatching(/^550-5\.1\.1 no such 550 user x+$/) });
  expect(answer).toHaveProperty("error.length", 300);
});

test.each(["<ada@example.com>", "Ada@EXAMPLE.com", "<ada@xn--exmple-cua.com>", '<"ada l"@example.com>'])(
  "that %s is in what the server says is kept by nobody",
  (address) => {
    const said = `550 5.1.1 ${address}: there is no such mailbox\u0000`;
    const kept = "550 5.1.1 <address>: there is no such mailbox ";
    expect(answerOf(failure("EENVELOPE", 550, said))).toEqual({ kind: "REFUSED", error: kept });
  },
);

test("what is no failure of sending is thrown", () => {
  const bug = new TypeError("undefined is not a function");
  expect(() => answerOf(bug)).toThrow(bug);
});
