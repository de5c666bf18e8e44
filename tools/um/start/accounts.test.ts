import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAccounts } from "./accounts.ts";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "accounts-"));
  file = join(folder, "accounts.json");
});

afterEach(() => rm(folder, { recursive: true }));

test("passwords are made at random, once, and kept for the owner only", async () => {
  const made = await openAccounts(file, {});
  const emails = ["admin@ultramarket.example", "customer@ultramarket.example"];
  expect(made).toMatchObject({ file, areNew: true, madeUp: emails, unchanged: [] });
  expect([made.admin.email, made.customer.email]).toEqual(emails);
  for (const { password } of [made.admin, made.customer]) expect(password).toMatch(/^[\w-]{20}$/);
  expect(made.admin.password).not.toBe(made.customer.password);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { admin, customer } = made;
  expect(await openAccounts(file, {})).toEqual({ admin, customer, file, areNew: false, madeUp: [], unchanged: [] });
});

test("a password that is given is taken, and known to who gave it", async () => {
  const { admin, customer, madeUp } = await openAccounts(file, { admin: "for the admin" });
  expect(admin.password).toBe("for the admin");
  expect(madeUp).toEqual([customer.email]);
});

test("a password given later changes nothing, and it is told whose", async () => {
  const { admin } = await openAccounts(file, { admin: "for the admin" });
  const later = await openAccounts(file, { admin: "for the admin", customer: "given too late" });
  expect(later).toMatchObject({ admin, areNew: false, unchanged: ["customer@ultramarket.example"] });
  expect(await readFile(file, "utf8")).not.toContain("given too late");
});

test("a file that others may read, or that is none, is refused with what to do", async () => {
  await openAccounts(file, {});
  await chmod(file, 0o640);
  await expect(openAccounts(file, {})).rejects.toThrow(`run: chmod 600 ${file}`);
  await writeFile(file, "{");
  await chmod(file, 0o600);
  await expect(openAccounts(file, {})).rejects.toThrow(/is damaged; remove it/);
});
