import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import type { Entry } from "../plan/entry.ts";
import { namingIt } from "./naming-it.ts";

const entry: Entry = { kind: "adjustment", invoice: "536589", time: new Date(0), rows: 0, lines: [] };

function refused(code: Code, reason: string): ConnectError {
  return new ConnectError("no", code, undefined, [
    { desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason }) },
  ]);
}

test.each([
  [Code.FailedPrecondition, "OUT_OF_STOCK", "--top-up"],
  [Code.FailedPrecondition, "STOCK_INSUFFICIENT", "--top-up"],
  [Code.PermissionDenied, "PERMISSION_MISSING", "UM_EMAIL must name somebody with the role clerk"],
  [Code.InvalidArgument, "INVALID_REQUEST", "What was entered is kept"],
])("%s %s names the invoice, the reason and what to do", async (code, reason, advice) => {
  const told = namingIt(entry, () => Promise.reject(refused(code, reason)));
  await expect(told).rejects.toThrow(`Invoice 536589 could not be entered: ${reason}, no.\n`);
  await expect(told).rejects.toThrow(advice);
});

test("what is no refusal stays as it is", async () => {
  const bug = new TypeError("no");
  await expect(namingIt(entry, () => Promise.reject(bug))).rejects.toBe(bug);
});
