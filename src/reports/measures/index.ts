export { clausesOfSuspending, measureDeciders, type Subject, suspensionDeciders } from './deciders.ts';
export { decideMeasure, liftMeasure, type MeasureDraft } from './deciding.ts';
export { type Lifting, type Measure, measureState, type ProvidedMeasures } from './measure.ts';
export { type OwedWord, wordsOwed } from './owing-words.ts';
export { measuresFor } from './providing.ts';
export { measuresOf } from './looking-up.ts';
export { endPending, suspendedUnder, suspendPending } from './suspending.ts';
