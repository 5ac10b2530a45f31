export { type Binding, bindingsOf } from './binding.ts';
export { peopleErrors } from './errors.ts';
export { addFirm, addTechnician, dismissFirm, requireFirm } from './firms/contracting.ts';
export { type Firm, findFirm, listFirms, technicianIds } from './firms/records.ts';
export { addGroup, joinGroup, leaveGroup, tieFamily, untieFamily } from './groups/grouping.ts';
export { familyOf, listGroups, membershipsOf } from './groups/records.ts';
export { endRole, giveRole, type HoldingDraft } from './holding.ts';
export { addPerson, changePerson, entry, requirePerson } from './keeping.ts';
export { closePerson, openMovement, reopenPerson, requireMovement, tick } from './movements/moving.ts';
export { type Movement, movementOf, movementsWhere } from './movements/records.ts';
export { type MovementKind, stepsFor, wordsOfStep } from './movements/steps.ts';
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
  findPerson,
  findPersons,
  holdingsOf,
  holdingsOn,
  listPeople,
  type PeopleFilter,
  rolesHeld,
} from './records.ts';
