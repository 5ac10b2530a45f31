/** Faults of this room, and what to do about each. */
export const editionErrors = {
  EDITION_NOT_FOUND: 'Name an edition that was published; the list of editions shows them.',
  EDITION_UNCHANGED: 'Nothing has changed since the last edition, so there is nothing to publish.',
  EDITION_BACKDATED:
    'Give a day on which the last edition was in force already; what was in force before cannot be altered.',
  EDITION_TAKEN:
    'Somebody else published at the same moment; look at the newest edition and publish again if it is still needed.',
} as const;
