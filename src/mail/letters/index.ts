export { type CountersignWaiting, countersignWaiting } from './countersign-waiting.ts';
export { type Invitation, invitation } from './invitation.ts';
export { type ManagerTold, managerTold } from './manager-told.ts';
export { type MaterialChange, materialChange } from './material-change.ts';
export { type PasswordChanged, passwordChanged } from './password-changed.ts';
export { type ReceiptReady, receiptReady } from './receipt-ready.ts';
export { type RefusalTold, refusalTold } from './refusal-told.ts';
export { type ReminderToSign, reminderToSign, type Unsigned } from './reminder-to-sign.ts';
export { type WayBack, wayBack } from './way-back.ts';
