import { getOption } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import * as auth from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { CredentialKind, credential } from "#gen/es/ultramarket/options/v1/options_pb.js";
import { accessTokenLifeMs, refreshTokenLifeMs } from "../src/domain/session.ts";

const answers = [
  auth.RegisterResponseSchema,
  auth.SignInResponseSchema,
  auth.StartGuestSessionResponseSchema,
  auth.RefreshSessionResponseSchema,
];

test.each(answers)("$name says of its tokens how long they are good, as they are made", ({ fields }) => {
  const ages = new Map<CredentialKind, number>();
  for (const field of fields) {
    const { kind, maxAge } = getOption(field, credential) ?? {};
    if (kind !== undefined && maxAge !== undefined) ages.set(kind, durationMs(maxAge));
  }
  expect(Object.fromEntries(ages)).toEqual({
    [CredentialKind.ACCESS_TOKEN]: accessTokenLifeMs,
    [CredentialKind.REFRESH_TOKEN]: refreshTokenLifeMs,
  });
});
