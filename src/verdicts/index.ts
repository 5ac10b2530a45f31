export { type Answer, type Answerer, editionsFor, openAnswerer, type School } from './answering.ts';
export { verdictErrors } from './errors.ts';
export type { Channel, Gap, KeptAnswer, KeptQuestion } from './records.ts';
