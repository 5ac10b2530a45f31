export { endOf, type Visit } from './records.ts';
export { endVisit, openVisit, visitOf, visitsNow } from './visiting.ts';
