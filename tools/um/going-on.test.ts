import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { CommandError } from "./command.ts";
import { goingOn } from "./going-on.ts";
import { refusalInWords } from "./refusal.ts";

function refused(code: Code, reason: string, metadata: Record<string, string> = {}): ConnectError {
  const info = { desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason, metadata }) };
  return new ConnectError("fewer units than wanted", code, { "x-request-id": "req-1" }, [info]);
}

const broken = (error: unknown) => goingOn(() => Promise.reject(error)).catch((found: unknown) => found);

test("a refusal is told with its reason, what it is of, and where the logs tell more", () => {
  const error = refused(Code.FailedPrecondition, "OUT_OF_STOCK", { variant_id: "var_1", available: "3" });
  expect(refusalInWords(error)).toBe(
    "OUT_OF_STOCK, fewer units than wanted (variant_id var_1; available 3; request req-1 in the logs)",
  );
  expect(refusalInWords(new ConnectError("gone", Code.Unavailable))).toBe("Unavailable, gone");
});

test("a field that breaks a rule is named", () => {
  const value = create(BadRequestSchema, {
    fieldViolations: [{ field: "lines[0].quantity", description: "too many" }],
  });
  const error = new ConnectError("rules", Code.InvalidArgument, undefined, [{ desc: BadRequestSchema, value }]);
  expect(refusalInWords(error)).toBe("InvalidArgument, rules (lines[0].quantity: too many)");
});

test.each([
  [refused(Code.PermissionDenied, "PERMISSION_MISSING"), /PERMISSION_MISSING.*\nSign in by UM_EMAIL/],
  [refused(Code.Internal, "INTERNAL_FAILURE"), /INTERNAL_FAILURE.*\nSee "um status"/],
  [
    Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }),
    /no space left.*\nMake room/,
  ],
])("what broke it off is told, and that the same command goes on", async (error, says) => {
  const told = await broken(error);
  expect(told).toBeInstanceOf(CommandError);
  expect(told).toMatchObject({ message: expect.stringMatching(says) });
  expect(told).toMatchObject({ message: expect.stringContaining("run the same command again") });
});

test("what nobody foresaw stays as it is", async () => {
  const bug = new TypeError("undefined is not a function");
  expect(await broken(bug)).toBe(bug);
});
