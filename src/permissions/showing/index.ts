export { type Reading, readingOf, type RegisterAnswer, type RestsOn, type Thing } from './reading.ts';
export { showNeed } from './showing.ts';
export { type AsItStands, asItStands, type ShownBy, thingsOf } from './things.ts';
