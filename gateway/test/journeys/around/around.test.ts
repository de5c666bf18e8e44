import { inMarket } from "../purchase/in-market.ts";
import { accountJourneys } from "./account-journeys.ts";
import { analyticsJourneys } from "./analytics-journeys.ts";
import { notificationJourneys } from "./notification-journeys.ts";
import { searchJourneys } from "./search-journeys.ts";
import { shippingJourneys } from "./shipping-journeys.ts";
import { userJourneys } from "./user-journeys.ts";

inMarket(
  {
    processes: "one",
    settings: {
      GATEWAY_RATE_CREDENTIAL: "none",
      GATEWAY_RATE_SEARCH: "none",
      SHIPPING_TRACKING_INTERVAL: "100ms",
      CARRIER_SANDBOX_STAGE: "200ms",
    },
  },
  accountJourneys,
  userJourneys,
  searchJourneys,
  shippingJourneys,
  notificationJourneys,
  analyticsJourneys,
);
