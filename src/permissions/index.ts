export * from './absences/index.ts';
export { listPermissions, permissionSubjects, type RegisterFilter } from './overseeing/records.ts';
export {
  type Approvers,
  approversOf,
  type Holder,
  rolesThatServe,
  rolesToAnswerAs,
  servingAs,
} from './approving.ts';
export * from './assessing/index.ts';
export * from './reminding/index.ts';
export { type Demand, demandOf, openRequest, remark, requireRequest, retract, type Shown } from './asking.ts';
export { type Answer, type Decided, decideRequest } from './deciding.ts';
export { permissionErrors } from './errors.ts';
export {
  covers,
  type Permission,
  type PermissionState,
  permissionState,
  type Restriction,
  type Withdrawal,
} from './permission.ts';
export { permissionPowers } from './powers.ts';
export { readRequests, type RequestFilter } from './requests/records.ts';
export { type PermissionFilter, readPermissions, readRestrictions } from './held/records.ts';
export { holdersFor, rolesNamed, rolesToServe } from './holding-roles.ts';
export { requestsAwaiting, type ToAnswer, toAnswerIn } from './awaiting-answer.ts';
export { readHolders } from './records.ts';
export {
  type Decision,
  isOpen,
  type PartState,
  partState,
  type Remark,
  type Request,
  type RequestDraft,
  type RequestNeed,
  type RequestPart,
  type RequestState,
  requestState,
} from './request.ts';
export {
  type CarriedPermission,
  type CarriedRestriction,
  openSnapshot,
  type SignedSnapshot,
  type Snapshot,
  snapshotOf,
} from './snapshot.ts';
export * from './showing/index.ts';
export { asHeld, type Standing, standingOf } from './standing.ts';
export { permissionPdf, type WrittenPermission } from './written/written-permission.ts';
export { lift, restrict, type RestrictionDraft, withdraw } from './withdrawing.ts';
