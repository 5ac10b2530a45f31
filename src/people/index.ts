export { type Binding, bindingsOf } from './binding.ts';
export { peopleErrors } from './errors.ts';
export { addFirm, addTechnician, dismissFirm, requireFirm } from './firms.ts';
export { addGroup, joinGroup, leaveGroup, tieFamily, untieFamily } from './grouping.ts';
export { endRole, giveRole, type HoldingDraft } from './holding.ts';
export { addPerson, changePerson, entry, requirePerson } from './keeping.ts';
export { type MovementKind, stepsFor, wordsOfStep } from './movement-steps.ts';
export { closePerson, openMovement, reopenPerson, requireMovement, tick } from './moving.ts';
export {
  type Act,
  type Group,
  type GroupKind,
  type Holding,
  type Membership,
  nameOf,
  type Part,
  type Person,
  type PersonDraft,
  type Source,
} from './person.ts';
export { type Grant, office, peoplePowers } from './powers.ts';
export {
  countByRole,
  familyOf,
  type Firm,
  findFirm,
  findPerson,
  findPersons,
  holdingsOf,
  holdingsOn,
  listFirms,
  listGroups,
  listPeople,
  membershipsOf,
  type Movement,
  movementOf,
  movementsWhere,
  type PeopleFilter,
  rolesHeld,
  technicianIds,
} from './records.ts';
