import { WebhookServiceService } from "#gen/grpc/ultramarket/payment/v1/payment_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PaymentUseCases } from "../app/use-cases.ts";

/** What providers tell of their own accord. */
export const webhookRpc = (app: PaymentUseCases): ServiceBinding =>
  implement(WebhookServiceService, {
    async receiveStripeWebhook({ payload, signature }) {
      await app.receiveWebhook(payload, signature);
      return {};
    },
  });
