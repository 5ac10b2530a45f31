export { type Answer, type Answerer, editionsFor, openAnswerer, type School } from './answering.ts';
export { verdictErrors } from './errors.ts';
export { type Channel, type Gap, type KeptAnswer, type KeptQuestion, listGaps } from './records.ts';
