/**
 * The services that hold something of people, in the order they are asked: first access ends, so that nothing new comes;
 * then orders come to an end; what is told, sent and paid follows them.
 */
export const erasureStages: readonly (readonly string[])[] = [
  ["auth"],
  ["order"],
  ["user", "payment", "shipping", "notification", "pricing"],
];
