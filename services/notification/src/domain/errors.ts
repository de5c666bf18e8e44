import { defineRefusals } from "#mesh/kernel";

/** The refusals of the notification service: the values of ultramarket.notification.v1.NotificationErrorReason. */
export const refuse = defineRefusals("notification.ultramarket", {
  NOTIFICATION_PENDING: ["FAILED_PRECONDITION", "the message is yet to be sent"],
  TEMPLATE_UNKNOWN: ["NOT_FOUND", "there is no message of this name, or it has no words in this language"],
  TEMPLATE_INVALID: ["INVALID_ARGUMENT", "the template cannot be read, or names what the message does not have"],
});
