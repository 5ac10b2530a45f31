import type { AssessmentKind } from '../../../permissions/index.ts';
import { address } from '../../site.ts';

/** Addresses of the pages about requests and permissions. */
export const permissionAddress = {
  asking: (key: string, answer: string, person?: string) =>
    `${address.answer(key, answer)}/request${person === undefined ? '' : `?for=${person}`}`,
  askingFor: (key: string, answer: string) => `${address.answer(key, answer)}/request/person`,
  mine: (key: string) => `/schools/${key}/my/requests`,
  own: (key: string, id: string) => `/schools/${key}/my/requests/${id}`,
  waiting: (key: string) => `/schools/${key}/requests`,
  request: (key: string, id: string) => `/schools/${key}/requests/${id}`,
  held: (key: string) => `/schools/${key}/my/permissions`,
  register: (key: string) => `/schools/${key}/permissions`,
  permission: (key: string, id: string) => `/schools/${key}/permissions/${id}`,
  paper: (key: string, id: string) => `/schools/${key}/permissions/${id}/permission.pdf`,
  restrictions: (key: string) => `/schools/${key}/restrictions`,
  absences: (key: string) => `/schools/${key}/absences`,
  assessments: (key: string) => `/schools/${key}/assessments`,
  newAssessment: (key: string, kind: AssessmentKind) => `/schools/${key}/assessments/new?kind=${kind}`,
  assessment: (key: string, id: string) => `/schools/${key}/assessments/${id}`,
  reviews: (key: string) => `/schools/${key}/reviews`,
} as const;
