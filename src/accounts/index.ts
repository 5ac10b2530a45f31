export { beginSession, type Entrant, type Entry, provedAgain, viewerOf } from './entering.ts';
export { accountErrors } from './errors.ts';
export { type Ending, type EndingReason, endSession, endSessionsOf, sessionsOf } from './leaving.ts';
export { type Limits, limitsFor } from './limits.ts';
export { isOver, type Session, type Strength, type Viewer } from './viewer.ts';
