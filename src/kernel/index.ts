export { canonicalJson } from './canonical.ts';
export { type Clock, type FrozenClock, frozenClock, systemClock } from './clock.ts';
export { localDay } from './dates.ts';
export { Fault, type FaultDetails } from './fault.ts';
export { isId, newId } from './ids.ts';
