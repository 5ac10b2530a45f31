export { escalateUnheard, remindOfClocks, type WatchedSchool } from './escalating.ts';
export { goesUpAt, GRACE_AT_SCHOOL_MS, GRACE_ELSEWHEN_MS, SCHOOL_HOURS } from './grace.ts';
export { REMINDED } from './records.ts';
export { hearerIds, isUrgent, type Letters, tellHearers, tellPeople, tellTeller } from './telling-hearers.ts';
