import type { Redis } from "ioredis";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { granted, type RateStore } from "./rate-store.ts";

/** Windows in Redis (or what speaks its protocol): one script for each block of calls. */
export function redisRateStore(client: Redis): RateStore {
  return {
    windows(name, { calls, windowSeconds }) {
      const limiter = new RateLimiterRedis({
        storeClient: client,
        keyPrefix: `ultramarket:rate:${name}`,
        points: calls,
        duration: windowSeconds,
        rejectIfRedisNotReady: true,
      });
      return {
        async take(caller, asked) {
          const { consumedPoints, msBeforeNext } = await limiter.consume(caller, asked).catch(window);
          return { ...granted(calls, consumedPoints, asked), resetMs: msBeforeNext };
        },
      };
    },
  };
}

/** The library rejects with the window if more was asked for than is left. */
function window(rejected: unknown): RateLimiterRes {
  if (rejected instanceof RateLimiterRes) return rejected;
  throw rejected;
}
