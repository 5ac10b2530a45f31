/** Addresses of the pages for whoever hears what was told. */
export const reportAddress = {
  queue: (key: string) => `/schools/${key}/reports`,
  closed: (key: string) => `/schools/${key}/reports/closed`,
  figures: (key: string) => `/schools/${key}/reports/figures`,
  sheet: (key: string) => `/schools/${key}/reports/figures/reports.csv`,
  report: (key: string, id: string) => `/schools/${key}/reports/${id}`,
  file: (key: string, id: string, file: string) => `/schools/${key}/reports/${id}/files/${file}`,
  doing: (key: string, id: string, noun: string) => `/schools/${key}/reports/${id}/${noun}`,
} as const;
