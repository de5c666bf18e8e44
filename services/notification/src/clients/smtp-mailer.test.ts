import { connectionOf } from "./smtp-mailer.ts";

test.each([
  ["smtp://127.0.0.1:12125", false],
  ["smtp://mail.example:25", false],
  ["smtp://user:password@mail.example:587", true],
  ["smtp://user:password@127.0.0.1:587", false],
  ["smtps://user:password@mail.example:465", false],
])("%s demands STARTTLS: %p; a password leaves encrypted or not at all", (url, requireTLS) => {
  expect(connectionOf({ url })).toMatchObject({ url, requireTLS, disableFileAccess: true, disableUrlAccess: true });
});
