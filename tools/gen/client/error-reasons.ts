import type { DescFile } from "@bufbuild/protobuf";

/** reasons.d.ts: every reason that a call of the market can be refused with, as a type. */
export function errorReasons(files: readonly DescFile[]): Readonly<Record<string, string>> {
  const catalogues = files.filter(({ name }) => name.startsWith("ultramarket/") && name.endsWith("_errors"));
  const shared = files.filter(({ name }) => name === "ultramarket/common/v1/errors");
  const reasons = [...shared, ...catalogues]
    .flatMap((file) => file.enums)
    .flatMap(({ values, sharedPrefix = "" }) =>
      values.filter(({ number }) => number !== 0).map(({ name }) => name.slice(sharedPrefix.length)),
    );
  const lines = [...new Set(reasons)].toSorted().map((reason) => `\n  | "${reason}"`);
  return {
    "reasons.js": "export {};\n",
    "reasons.d.ts": `/** Reasons of google.rpc.ErrorInfo; docs/errors.md says what they mean. */\nexport type Reason =${lines.join("")};\n`,
  };
}
