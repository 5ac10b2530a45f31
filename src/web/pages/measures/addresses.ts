/** Addresses of the pages on which something is decided about whom a report is about. */
export const measureAddress = {
  report: (key: string, id: string) => `/schools/${key}/reports/${id}`,
  measures: (key: string, id: string) => `/schools/${key}/reports/${id}/measures`,
  measure: (key: string, id: string, measure: string) => `/schools/${key}/reports/${id}/measures/${measure}`,
  suspension: (key: string, id: string) => `/schools/${key}/reports/${id}/suspension`,
} as const;
