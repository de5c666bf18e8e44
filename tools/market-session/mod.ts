/** The way of `um` into a market: finds or starts it, signs in, and calls it through its public door until it answers. */
export { type MarketSession, openSession, type SessionOptions } from "./open-session.ts";
export { signIn } from "./sign-in.ts";
export { demoAccount } from "./whose-account.ts";
