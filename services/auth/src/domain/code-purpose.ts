/** What a code is for. */
export type CodePurpose = "VERIFY_EMAIL" | "RESET_PASSWORD" | "SECOND_FACTOR";
