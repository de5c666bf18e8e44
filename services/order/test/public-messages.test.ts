import { create, type DescField, type DescMessage, fromJson } from "@bufbuild/protobuf";
import { loadContracts } from "#mesh/rpc";

const ofOrder = loadContracts().methods.filter(({ desc }) => desc.parent.typeName.startsWith("ultramarket.order.v1."));
const ofCustomers = ofOrder.filter(({ access }) => access.case === "signedIn" || access.case === "public");

/** Every message a request consists of, itself included. */
function messagesOf(desc: DescMessage, found = new Set<DescMessage>()): Set<DescMessage> {
  if (found.has(desc)) return found;
  found.add(desc);
  for (const { message } of desc.fields) if (message !== undefined) messagesOf(message, found);
  return found;
}

const names = "unit_price price manual_unit_price shipping_price amount total subtotal discount tax currency_rate"
  .concat(" create_time update_time business_time hold_expire_time time user_id owner owner_id created_by permissions")
  .split(" ");
const amountsTimesAndOwners = ["ultramarket.common.v1.Money", "google.protobuf.Timestamp"];
/** Only with the permission order.backdate. */
const ofTheStaff = "ultramarket.order.v1.ReturnOrderLinesRequest.business_time";
/** Decides on no price: the checkout goes on only if it is what the market asks. */
const agreed = "ultramarket.order.v1.CheckoutCartRequest.expected_total";
const isTelling = ({ name, message }: DescField) =>
  amountsTimesAndOwners.includes(message?.typeName ?? "") || names.includes(name);
const pathOf = ({ parent, name }: DescField) => `${parent.typeName}.${name}`;

test("what customers send sets no price and no owner, and no time but one that takes a permission", () => {
  const told = ofCustomers.flatMap(({ desc }) =>
    [...messagesOf(desc.input)].flatMap(({ fields }) => fields.filter(isTelling).map(pathOf)),
  );
  expect(told).toEqual([agreed, ofTheStaff]);
  expect(ofCustomers.length).toBeGreaterThanOrEqual(14);
});

test("what the staff sends has them", () => {
  const drafting = ofOrder.find(({ desc }) => desc.name === "CreateDraftOrder");
  const told = drafting?.desc.input.fields.filter(isTelling).map(({ name }) => name);
  expect(told).toEqual(["user_id", "shipping_price", "business_time"]);
});

test.each(ofCustomers.map(({ path, desc }) => [path, desc.input] as const))(
  "%s refuses JSON with any of them added",
  (_, input) => {
    for (const message of messagesOf(input)) {
      if (message.file.name.startsWith("google/protobuf/")) continue;
      expect(fromJson(message, {})).toEqual(create(message));
      for (const name of names) {
        if (`${message.typeName}.${name}` === ofTheStaff) continue;
        for (const value of [{ currencyCode: "EUR", minorUnits: "1" }, "2026-01-01T00:00:00Z", "usr_1", null]) {
          expect(() => fromJson(message, { [name]: value })).toThrow(`key "${name}" is unknown`);
        }
      }
    }
  },
);
