export { replyAddress, schoolAddress } from './addresses.ts';
export { intakeErrors } from './errors.ts';
export type { House } from './house.ts';
export { type Limits, usualLimits } from './limits.ts';
export { type Intake, openIntake } from './serving.ts';
export { type IntakeSettings, readIntakeSettings } from './settings.ts';
