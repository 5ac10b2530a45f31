/** Faults of this room, and what to do about each. */
export const mailErrors = {
  MAIL_SETTINGS_INVALID:
    'Write the mail server as `smtp://user:password@host:587?from=office@school.example`; in the user and the password write signs such as `@`, `:` and `/` as `%40`, `%3A` and `%2F`.',
  MAIL_ADDRESS_INVALID: 'Correct the e-mail address of whom the letter is for: one address, without a name.',
  MESSAGE_NOT_FOUND: 'Look at the list of messages; each is shown at the school that it was written for.',
} as const;
