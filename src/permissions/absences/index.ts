export { endAbsence, enterAbsence } from './absences.ts';
export { type Absence, insertAbsence, readAbsences } from './records.ts';
