export { editionErrors } from './errors.ts';
export { type Publication, publish } from './publishing.ts';
export { type Edition, editionsOf, readEdition, readEditionOn } from './reading.ts';
export type { EditionRow } from './records.ts';
