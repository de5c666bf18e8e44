import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { connectionOf, smtpMailer } from "../src/clients/smtp-mailer.ts";
import { makeCertificate, type TestCertificate } from "./make-certificate.ts";

const from = { name: "UltraMarket", address: "orders@ultramarket.example" };
const mail = {
  ...{ messageId: "<1@ultramarket.example>", to: { name: "Ada", email: "ada@example.com" }, languageCode: "en" },
  ...{ subject: "Paid", text: "Paid\n", html: "" },
};

/** What the server of a test saw. */
interface Seen {
  readonly secure: boolean[];
  readonly passwords: string[];
}

let certificate: TestCertificate;
const trusted = getCACertificates("default");

beforeAll(async () => {
  certificate = await makeCertificate("127.0.0.1");
});

afterEach(() => setDefaultCACertificates(trusted));

async function withServer(
  options: { readonly secure?: boolean; readonly disabledCommands?: string[] },
  work: (port: number, seen: Seen) => Promise<void>,
): Promise<void> {
  const seen: Seen = { secure: [], passwords: [] };
  const { key, cert } = certificate;
  const server = new SMTPServer({
    ...{
      key,
      cert,
      authOptional: true,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      closeTimeout: 100,
      ...options,
    },
    onAuth({ username, password }, _session, answer) {
      seen.passwords.push(password ?? "");
      answer(null, { user: username });
    },
    onData(stream, session, answer) {
      seen.secure.push(session.secure);
      stream.resume().on("end", () => answer());
    },
  });
  server.on("error", () => {});
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    await work((server.server.address() as AddressInfo).port, seen);
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

async function send(url: string) {
  const mailer = smtpMailer({ url, from, silenceMs: 2_000 });
  try {
    return await mailer.send(mail);
  } finally {
    await mailer.close();
  }
}

test.each([
  ["smtps", { secure: true }],
  ["smtp", {}],
])("%s hands messages over encrypted, to a server whose certificate is trusted", async (protocol, options) => {
  await withServer(options, async (port, seen) => {
    setDefaultCACertificates([...trusted, certificate.cert]);
    expect(await send(`${protocol}://user:password@127.0.0.1:${port}`)).toEqual({ kind: "TAKEN" });
    expect(seen).toEqual({ secure: [true], passwords: ["password"] });
  });
});

test.each([
  ["smtps", { secure: true }],
  ["smtp", {}],
])("%s tells a server nothing whose certificate nobody vouches for", async (protocol, options) => {
  expect(new X509Certificate(certificate.cert).checkIP("127.0.0.1")).toBe("127.0.0.1");
  await withServer(options, async (port, seen) => {
    const answer = await send(`${protocol}://user:password@127.0.0.1:${port}`);
    expect(answer).toMatchObject({ kind: "UNANSWERED", error: expect.stringMatching(/self-signed certificate/) });
    expect(seen).toEqual({ secure: [], passwords: [] });
  });
});

test("a password does not leave in the clear, even if the server would take it", async () => {
  await withServer({ disabledCommands: ["STARTTLS"] }, async (port, seen) => {
    const { url: _, ...elsewhere } = connectionOf({ url: "smtp://user:password@mail.example:587" });
    const transport = createTransport({ ...elsewhere, url: `smtp://user:password@127.0.0.1:${port}` }, { from });
    await expect(transport.sendMail({ to: "ada@example.com", text: "Paid" })).rejects.toMatchObject({ code: "ETLS" });
    transport.close();
    expect(seen).toEqual({ secure: [], passwords: [] });
  });
});
