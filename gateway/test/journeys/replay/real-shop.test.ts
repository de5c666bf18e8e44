import { openReplayShop, type ReplayShop } from "./replay-shop.ts";

const file = process.env.ONLINE_RETAIL_FILE ?? "";
const withFile = file === "" ? test.skip : test;
if (file === "") console.log("ONLINE_RETAIL_FILE is not set: the real shop's first week is not lived through");

let shop: ReplayShop | undefined;

afterAll(() => shop?.remove(), 60_000);

withFile(
  "the first week of a real shop is lived through to the penny",
  async () => {
    shop = await openReplayShop("one");
    expect(await shop.um(["import", "online-retail", file])).toMatchObject({ code: 0 });
    const { code, output } = await shop.um(["replay", file, "--from", "2010-12-01", "--to", "2010-12-07"]);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/total +all agree +611 /) });
    expect(output).toContain("611 invoices with 16,676 sale lines: 339,876.49");
    expect(output).toContain("30 cancellation lines take back what was sold: 844.57");
    expect(output).toContain("153 cancellation lines are credits: 58,265.44");
    expect(await shop.um(["audit", "--at-rest"])).toMatchObject({ code: 0 });
  },
  300_000,
);
