import { Fault } from '../kernel/index.ts';
import { type PermissionErrorCode, permissionErrors } from './errors.ts';

const statuses: Partial<Record<PermissionErrorCode, number>> = {
  REQUEST_NOT_FOUND: 404,
  PERMISSION_NOT_FOUND: 404,
  ASSESSMENT_NOT_FOUND: 404,
  REVIEW_NOT_FOUND: 404,
  ABSENCE_NOT_FOUND: 404,
  ASSESSMENT_CHANGED: 409,
  REQUEST_SETTLED: 409,
  PERMISSION_ENDED: 409,
  DECISION_NOT_YOURS: 404,
  RESTRICTION_NOT_YOURS: 404,
};

/** A fault of this room with the help its code stands for. */
export const permissionFault = (code: PermissionErrorCode, message: string): Fault =>
  new Fault(code, message, { status: statuses[code] ?? 422, help: permissionErrors[code] });
