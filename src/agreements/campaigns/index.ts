export { closeSchool, openSchool } from './closing.ts';
export { type ClosedDay, listClosedDays } from './records.ts';
export { campaigns, openCampaign, openCampaignFor, type OpeningCampaign } from './opening.ts';
export type { Campaign, Reason } from './records.ts';
export { reminderDays } from './reminding-days.ts';
export { remind } from './reminding.ts';
export { isSchoolDay, schoolDayAfter, schoolDaysBetween } from './school-days.ts';
