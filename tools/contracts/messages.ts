import type { DescMessage } from "@bufbuild/protobuf";
import type { Contracts } from "./contracts.ts";

/** Every message of the market, nested ones included, map entries not. */
export function allMessages({ files }: Contracts): DescMessage[] {
  const withNested = (message: DescMessage): DescMessage[] => [
    message,
    ...message.nestedMessages.filter((nested) => !nested.proto.options?.mapEntry).flatMap(withNested),
  ];
  return files.flatMap((file) => file.messages).flatMap(withNested);
}
