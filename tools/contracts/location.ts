import type { DescFile } from "@bufbuild/protobuf";
import { getComments } from "@bufbuild/protoplugin";
import type { Element } from "./rule.ts";

/** Where an element stands, such as "proto/ultramarket/product/v1/product.proto:12". */
export function locate(element: Element): string {
  const { sourcePath } = getComments(element);
  const file = fileOf(element);
  const location = file.proto.sourceCodeInfo?.location.find(
    ({ path }) => path.length === sourcePath.length && path.every((step, index) => step === sourcePath[index]),
  );
  return `proto/${file.proto.name}:${(location?.span[0] ?? 0) + 1}`;
}

function fileOf(element: Element): DescFile {
  switch (element.kind) {
    case "field":
    case "oneof":
    case "rpc":
      return element.parent.kind === "service" ? element.parent.file : element.parent.file;
    case "enum_value":
      return element.parent.file;
    default:
      return element.file;
  }
}
