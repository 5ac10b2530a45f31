export { type SamplePart } from './casting.ts';
export { fillSample, SAMPLE_PASSWORD } from './filling.ts';
export { generateSample, MOST_GENERATED } from './generating.ts';
export { sampleName } from './names.ts';
export { sampleIds } from './records.ts';
