import { create, toBinary } from "@bufbuild/protobuf";
import {
  ReceiveStripeWebhookRequestSchema,
  WebhookService,
} from "#gen/es/ultramarket/payment/v1/payment_service_pb.js";
import type { Webhook } from "./serve-webhook.ts";

const { receiveStripeWebhook } = WebhookService.method;

/** Events of Stripe (https://docs.stripe.com/webhooks): payment checks signature and age and stores the event. */
export const stripeWebhook: Webhook = {
  path: "/webhooks/stripe",
  method: `/${receiveStripeWebhook.parent.typeName}/${receiveStripeWebhook.name}`,
  signatureHeader: "stripe-signature",
  maxBytes: 1024 * 1024,
  encode: (payload, signature) =>
    toBinary(ReceiveStripeWebhookRequestSchema, create(ReceiveStripeWebhookRequestSchema, { payload, signature })),
};
