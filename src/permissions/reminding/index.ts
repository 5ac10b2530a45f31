export { type Awaited, awaitedIn, awaitedPeople, nextAfter } from './awaiting.ts';
export { warningDays, warnOfLapse } from './lapsing.ts';
export { tellApprovers, tellAsker, type Writing, type WritingSchool } from './telling.ts';
export { escalationDays, remindApprovers, reminderDays as requestReminderDays } from './waiting.ts';
