import type { DescEnum, DescFile } from "@bufbuild/protobuf";
import { commentOf, page, table } from "./markdown.ts";

const about =
  "Every reason a call can be refused with. `google.rpc.ErrorInfo` carries the reason and the domain; the kind is the canonical code of the status.";

/** docs/errors.md: the values of every `*_errors.proto`, and of the reasons all services share. */
export function errorsPage(files: readonly DescFile[]): string {
  const catalogues = files
    .filter((file) => file.proto.package.startsWith("ultramarket.") && /errors$/.test(file.name))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return page(
    "Errors",
    about,
    catalogues.flatMap((file) => file.enums.map((catalogue) => section(domainOf(file), catalogue))),
  );
}

function section(domain: string, { values, sharedPrefix = "" }: DescEnum): string {
  const rows = values
    .filter(({ number }) => number !== 0)
    .map((value) => {
      const [, kind = "", meaning = ""] = /^([A-Z_]+): (.*)$/.exec(commentOf(value)) ?? [];
      return [`\`${value.name.slice(sharedPrefix.length)}\``, kind, meaning];
    });
  return `## ${domain}\n\n${table(["Reason", "Kind", "Meaning"], rows)}`;
}

/** "product.ultramarket" for ultramarket.product.v1; "ultramarket" for what all share. */
function domainOf(file: DescFile): string {
  const [market = "", service = ""] = file.proto.package.split(".");
  return service === "common" ? market : `${service}.${market}`;
}
