/** Faults of the people room, each with what to do about it. */
export const peopleErrors = {
  PERSON_NOT_FOUND: 'Look the person up in the list of people; somebody of another school is not found here.',
  PERSON_INCOMPLETE: 'Give the person a given name or a family name, and an e-mail address that has an @.',
  HOLDING_NOT_FOUND: 'Open the person again: the role may have been ended meanwhile.',
  FIRM_NOT_FOUND: 'Look the firm up in the list of firms.',
  FAMILY_IMPOSSIBLE: 'A parent and a child are two people of the same school.',
  MOVEMENT_NOT_FOUND: 'Open the person again: the list may have been closed.',
} as const;
