/** Faults of second factors and of sign-in by others, each with what to do about it. */
export const factorErrors = {
  PROVIDER_UNFIT:
    'Give the issuer as an https address of your own tenant, with a client id, a client secret and a label.',
  PROVIDER_SILENT: 'Try again in a minute; until the provider answers, sign in with a password or a passkey.',
} as const;
