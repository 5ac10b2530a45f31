/** Who may use a power: anybody, whoever is signed in, or people who hold one of these roles (or a narrower one). */
export type Grant = 'anybody' | 'signed-in' | readonly string[];

/** The school's office, and who answers for it. */
export const office = ['office-staff', 'business-manager', 'headteacher', 'education-manager'] as const;

/** Who may do what with people. */
export const peoplePowers = {
  'people.see': office,
  'people.change': office,
  'people.shut': office,
  'roster.import': office,
  'class.see': ['teacher', 'teaching-assistant', ...office],
} as const satisfies Record<string, Grant>;
