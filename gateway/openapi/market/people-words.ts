import { type ExampleWords, made } from "../examples/example-words.ts";

const ada = "ada@example.com";
const address = {
  ...{ recipientName: "Ada Berger", line1: "Lindenweg 12", city: "Freiburg", postalCode: "79098", countryCode: "DE" },
};
const template = {
  subject: "Your order {{ order.number }}",
  text: "Thank you for your order {{ order.number }}.",
  html: "",
};

/** Accounts, profiles, and what people are written. */
export const peopleWords: ExampleWords["messages"] = {
  "ultramarket.common.v1.Address": address,
  "ultramarket.auth.v1.Account": { emailVerified: true },
  "ultramarket.auth.v1.ListAccountsRequest": { email: ada, pageSize: made },
  "ultramarket.auth.v1.ApiKey": {
    ...{ name: "Stock sync", scopes: ["inventory.write"], lastFour: "x7Qa" },
    ...{ expireTime: "2046-09-02T00:00:00Z", lastUseTime: null },
  },
  "ultramarket.auth.v1.CreateApiKeyRequest": {
    ...{ name: "Stock sync", scopes: ["inventory.write"], expireTime: "2046-09-02T00:00:00Z" },
  },
  "ultramarket.auth.v1.CreateApiKeyResponse": { secret: "umk_3fK9wQ2mT7xLz0Vb8Rn5Yc1Jx7Qa" },
  "ultramarket.auth.v1.Factor": { name: "phone", kind: "FACTOR_KIND_TOTP" },
  "ultramarket.auth.v1.EnrollEmailRequest": { name: "mailbox", password: "correct horse battery", code: "" },
  "ultramarket.auth.v1.EnrollEmailResponse": { recoveryCodes: ["7K2M-Q9XT-4ZB8-HN3W"] },
  "ultramarket.auth.v1.PasskeyAssertion": {
    credentialId: "rC0WyeU9tQZlHfkT1zVbqg==",
    clientDataJson: "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0=",
    authenticatorData: "SZYN5YgOjGh0NBcPZHZgW4/krrmihjLHmVzzuoMdl2MFAAAAAQ==",
    signature: "MEUCIQDk3vQ5hGmY7w==",
    userHandle: "AZq8fCkRfmuNPQ2Yb7vU9A==",
  },
  "ultramarket.auth.v1.BeginPasskeyResponse": {
    challenge: "AZq8fCkRDk7xq9Yb3vU9AkN2bWx5cGhyYXNlc2FyZW5vdA==",
    rpId: "shop.example",
  },
  "ultramarket.auth.v1.EnrollPasskeyRequest": { name: "laptop", password: "correct horse battery", code: "" },
  "ultramarket.auth.v1.EnrollPasskeyResponse": {
    challenge: "AZq8fCkRDk7xq9Yb3vU9AkN2bWx5cGhyYXNlc2FyZW5vdA==",
    rpId: "shop.example",
    userHandle: "AZq8fCkRfmuNPQ2Yb7vU9A==",
    userName: "ada@example.com",
    algorithms: [-8, -7, -257],
    excludedCredentialIds: [],
  },
  "ultramarket.auth.v1.ConfirmPasskeyRequest": {
    clientDataJson: "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0=",
    attestationObject: "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVgl",
  },
  "ultramarket.auth.v1.ConfirmPasskeyResponse": { recoveryCodes: ["7K2M-Q9XT-4ZB8-HN3W"] },
  "ultramarket.auth.v1.Provider": { provider: "google", title: "Google" },
  "ultramarket.auth.v1.BeginProviderSignInRequest": { provider: "google" },
  "ultramarket.auth.v1.BeginProviderSignInResponse": {
    url: "https://accounts.google.com/o/oauth2/v2/auth?client_id=shop&response_type=code&state=x",
    binding: "AZq8fCkRDk7xq9Yb3vU9AkN2bWx5cGhyYXNlc2FyZW5vdA==",
  },
  "ultramarket.auth.v1.CompleteProviderSignInRequest": {
    provider: "google",
    binding: "AZq8fCkRDk7xq9Yb3vU9AkN2bWx5cGhyYXNlc2FyZW5vdA==",
    redirectQuery: "code=4%2F0AX4XfWh&state=wkUuqN3x",
    code: "",
  },
  "ultramarket.auth.v1.Identity": { provider: "google", email: "ada@example.com" },
  "ultramarket.auth.v1.EnrollTotpRequest": { name: "phone", password: "correct horse battery", code: "" },
  "ultramarket.auth.v1.EnrollTotpResponse": {
    secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    uri: "otpauth://totp/UltraMarket:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=UltraMarket",
  },
  "ultramarket.auth.v1.ConfirmFactorRequest": { code: "287082" },
  "ultramarket.auth.v1.ConfirmFactorResponse": { recoveryCodes: ["7K2M-Q9XT-4ZB8-HN3W"] },
  "ultramarket.auth.v1.ListFactorsResponse": { recoveryCodesLeft: 9 },
  "ultramarket.auth.v1.RemoveFactorRequest": { code: "287082" },
  "ultramarket.auth.v1.StepUpRequest": { code: "287082" },
  "ultramarket.auth.v1.ReplaceRecoveryCodesRequest": { code: "287082" },
  "ultramarket.auth.v1.ReplaceRecoveryCodesResponse": { recoveryCodes: ["7K2M-Q9XT-4ZB8-HN3W"] },
  "ultramarket.auth.v1.Impersonation": { reason: "Cannot find their order" },
  "ultramarket.auth.v1.StartImpersonationRequest": { reason: "Cannot find their order" },
  "ultramarket.auth.v1.Role": {
    ...{ name: "order-desk", description: "Answers customers, and gives money back.", permissions: ["order.read"] },
    builtIn: false,
  },
  "ultramarket.auth.v1.RoleInput": {
    ...{ name: "order-desk", description: "Answers customers, and gives money back.", permissions: ["order.read"] },
  },
  "ultramarket.auth.v1.UpdateRoleRequest": {
    name: "order-desk",
    role: { permissions: ["order.read", "order.refund"] },
  },
  "ultramarket.auth.v1.DeleteRoleRequest": { name: "order-desk" },
  "ultramarket.user.v1.RecordConsentRequest": {
    ...{ purpose: "marketing_email", textVersion: "2026-03", granted: true, source: "checkout" },
  },
  "ultramarket.user.v1.Consent": { purpose: "marketing_email", textVersion: "2026-03", source: "checkout" },
  "ultramarket.user.v1.UpdateMyProfileRequest": { user: { displayName: "Ada B.", marketingAccepted: true } },
  "ultramarket.user.v1.UpdateAddressRequest": { address: { label: "Office" } },
  "ultramarket.user.v1.WishListInput": { name: "Birthday", shared: true },
  "ultramarket.user.v1.WishList": { name: "Birthday", shared: true, itemCount: 1 },
  "ultramarket.user.v1.UpdateWishListRequest": { wishList: { name: "Wedding" } },
  "ultramarket.user.v1.WishListItem": { note: "The moss green one" },
  "ultramarket.user.v1.AddWishListItemRequest": { variantId: made, quantity: "2", note: "The moss green one" },
  "ultramarket.user.v1.Seller": {
    ...{ name: "Berger Ceramics", slug: "berger-ceramics", description: "Mugs and bowls, thrown by hand." },
    ...{ contactEmail: "shop@example.com", state: "SELLER_STATE_ACTIVE" },
  },
  "ultramarket.user.v1.GetSellerRequest": { seller: "berger-ceramics" },
  "ultramarket.user.v1.UpdateMySellerRequest": {
    seller: { name: "Berger Ceramics", slug: "berger-ceramics", description: "Mugs and bowls, thrown by hand." },
  },
  "ultramarket.user.v1.PrivacyRequest": {
    ...{ kind: "PRIVACY_REQUEST_KIND_ERASURE", state: "PRIVACY_REQUEST_STATE_SCHEDULED", endTime: null },
    ...{ overdue: false, outstanding: [], expireTime: null },
  },
  "ultramarket.user.v1.ListUserPrivacyRequestsRequest": { state: "PRIVACY_REQUEST_STATE_RUNNING", pageSize: made },
  "ultramarket.user.v1.CustomerInput": { externalReference: "17850", displayName: "Ada Berger", countryCode: "DE" },
  "ultramarket.user.v1.BatchFindUsersRequest": { externalReferences: ["17850"] },
  "ultramarket.user.v1.User": { externalReference: "17850" },
  "ultramarket.notification.v1.Notification": {
    ...{ templateId: "order_placed", state: "NOTIFICATION_STATE_SENT", subject: "Your order 100042", attempts: 1 },
    ...{ subjectId: "ord_01kjq5s1v07c9amkd0r1x6zq4t", orderId: made },
  },
  "ultramarket.notification.v1.ListNotificationsRequest": { state: "NOTIFICATION_STATE_FAILED", pageSize: made },
  "ultramarket.notification.v1.ListTemplatesRequest": { pageSize: made },
  "ultramarket.notification.v1.NotificationTemplate": { templateId: "order_placed", ...template, builtIn: true },
  "ultramarket.notification.v1.UpdateTemplateRequest": { templateId: "order_placed", languageCode: "en", ...template },
  "ultramarket.notification.v1.ResetTemplateRequest": { templateId: "order_placed", languageCode: "en" },
  "ultramarket.notification.v1.PreviewTemplateRequest": { templateId: "order_placed", languageCode: "en", ...template },
  "ultramarket.notification.v1.PreviewTemplateResponse": {
    subject: "Your order 100042",
    text: "Thank you for your order 100042.",
    html: "",
  },
};
