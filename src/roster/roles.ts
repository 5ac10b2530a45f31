/**
 * Roles as the formats name them, in our words. `administrator` is somebody of the office in all three formats.
 * SOURCE: OneRoster 1.2 CSV binding, RoleEnum; School Data Sync, default list of values
 */
const ours: ReadonlyMap<string, string> = new Map([
  ...each('pupil', 'student', 'pupil', 'learner', 'child'),
  ...each('teacher', 'teacher', 'faculty', 'lecturer', 'instructor', 'professor'),
  ...each('teacher', 'class teacher', 'subject teacher', 'teaching staff'),
  ...each('supply-staff', 'substitute', 'supply teacher', 'supply-staff', 'supply staff'),
  ...each('teaching-assistant', 'aide', 'teacherassistant', 'assistant', 'paraprofessional'),
  ...each('teaching-assistant', 'teaching assistant', 'teaching-assistant', 'learning support assistant'),
  ...each('teaching-assistant', 'ta', 'hlta', 'lsa'),
  ...each('headteacher', 'principal', 'headteacher', 'head teacher', 'head'),
  ...each('parent', 'parent', 'guardian', 'relative', 'carer', 'mother', 'father'),
  ...each('office-staff', 'siteadministrator', 'districtadministrator', 'systemadministrator'),
  ...each('office-staff', 'administrator', 'officestaff', 'office-staff', 'office staff'),
  ...each('office-staff', 'admin', 'administrative staff'),
  ...each('staff', 'staff', 'support staff'),
]);

function each(role: string, ...names: readonly string[]): [string, string][] {
  return names.map((name) => [name, role]);
}

/** Our word for a role, and whether the file's word was known. Whoever is known as nothing else is staff. */
export function roleFor(name: string): { readonly role: string; readonly isKnown: boolean } {
  const role = ours.get(name.trim().toLowerCase());
  return { role: role ?? 'staff', isKnown: role !== undefined };
}

/** Roles that a whole sheet may be about. */
export const sheetRoles = [
  'pupil',
  'parent',
  'teacher',
  'teaching-assistant',
  'headteacher',
  'office-staff',
  'staff',
] as const;
