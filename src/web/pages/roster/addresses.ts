/** Addresses of the pages of this folder. No address says anything of who or what is in a file. */
const base = (school: string): string => `/schools/${school}/people/imports`;

export const imports = {
  list: base,
  sending: (school: string) => `${base(school)}/new`,
  reading: (school: string, id: string) => `${base(school)}/reading/${id}`,
  columns: (school: string, id: string) => `${base(school)}/reading/${id}/columns`,
  decisions: (school: string, id: string) => `${base(school)}/reading/${id}/decisions`,
  application: (school: string, id: string) => `${base(school)}/reading/${id}/application`,
  undoing: (school: string, id: string) => `${base(school)}/${id}/undoing`,
} as const;
