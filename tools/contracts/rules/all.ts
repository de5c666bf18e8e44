import type { Rule } from "../rule.ts";
import { accessRule } from "./access-rule.ts";
import { callers } from "./callers.ts";
import { deadline } from "./deadline.ts";
import { errorReason } from "./error-reason.ts";
import { eventKey } from "./event-key.ts";
import { httpRoute } from "./http-route.ts";
import { idempotency } from "./idempotency.ts";
import { moneyField } from "./money-field.ts";
import { owner } from "./owner.ts";
import { pagination } from "./pagination.ts";
import { permissionName } from "./permission-name.ts";
import { timeField } from "./time-field.ts";
import { validation } from "./validation.ts";

/** Every rule of the house for contracts. What buf's STANDARD and COMMENTS rules check is not repeated here. */
export const rules = {
  accessRule,
  callers,
  deadline,
  errorReason,
  eventKey,
  httpRoute,
  idempotency,
  moneyField,
  owner,
  pagination,
  permissionName,
  timeField,
  validation,
} as const satisfies Readonly<Record<string, Rule>>;
