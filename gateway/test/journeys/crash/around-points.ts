const sides = ["before", "after"];

/** These points; where there is time for all (TORTURE=1), the other sides of them too. */
function points(...names: readonly string[]): readonly string[] {
  if (process.env.TORTURE !== "1") return names;
  return [...new Set(names.map((name) => name.replace(/\.\w+$/, "")))].flatMap((name) =>
    sides.map((side) => `${name}.${side}`),
  );
}

/** Where it is heard of who registers, and of what is published. */
export const newcomerPoints = points(
  "user.commit.before",
  "user.accounts.deliver.after",
  "search.catalogue.deliver.after",
);

/** Where it is told and heard that something was sold. */
export const soldPoints = points(
  ...["order.publish.after", "analytics.orders.deliver.after", "analytics.commit.before"],
  ...["notification.orders.deliver.after", "notification.commit.before"],
  ...["notification.send.before", "notification.send.after"],
);

/** Where goods that come back change figures. */
export const refundPoints = points("analytics.commit.after", "notification.commit.after");

/** Checkpoints of packing. */
export const packPoints = points(
  ...["shipping.pack.before", "shipping.pack.after", "shipping.allocate.before"],
  ...["order.allocate.after", "shipping.publish.after"],
);

/** Checkpoints of handing over to a carrier, of following it, and of all who hear of it. */
export const shipPoints = points(
  ...["shipping.label.before", "shipping.track.before", "shipping.track.after"],
  ...["order.shipments.deliver.after", "inventory.shipments.deliver.after", "inventory.ship.before"],
  "notification.shipments.deliver.after",
);

/** Checkpoints of unpacking. */
export const unpackPoints = points("shipping.release.before", "order.release_shipment.after");

/** Where it is kept what others answered. */
export const recordPoints = ["shipping.record.before", "shipping.record.after"];
