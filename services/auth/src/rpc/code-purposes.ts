import * as proto from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import type { CodePurpose } from "../domain/code-purpose.ts";

export const protoPurposes: Readonly<Record<CodePurpose, proto.CodePurpose>> = {
  VERIFY_EMAIL: proto.CodePurpose.CODE_PURPOSE_VERIFY_EMAIL,
  RESET_PASSWORD: proto.CodePurpose.CODE_PURPOSE_RESET_PASSWORD,
  SECOND_FACTOR: proto.CodePurpose.CODE_PURPOSE_SECOND_FACTOR,
};
