import type { Generated } from 'kysely';
import type { BigNumber, Fixed } from './columns.ts';

export interface AccountTable {
  school_id: Fixed<string>;
  person_id: Fixed<string>;
  /** Lower case. */
  user_name: string;
  opened_at: Fixed<Date>;
}

export interface PasswordTable {
  school_id: Fixed<string>;
  person_id: Fixed<string>;
  /** Argon2id in PHC form. */
  phc: string;
  set_at: Date;
  /** Told to somebody, or too old where the policy says so. */
  must_change: Generated<boolean>;
}

export interface PupilSecretTable {
  school_id: Fixed<string>;
  person_id: Fixed<string>;
  kind: string;
  phc: string;
  set_at: Date;
  set_by: string;
}

export interface AuthenticatorTable {
  school_id: Fixed<string>;
  person_id: Fixed<string>;
  sealed_key: Uint8Array;
  added_at: Date;
  /** None until one code was right. */
  confirmed_at: Date | null;
  /** The last time step used: a code works once. */
  last_step: Generated<number>;
}

export interface PasskeyTable {
  school_id: Fixed<string>;
  /** Base64url. */
  credential_id: Fixed<string>;
  person_id: Fixed<string>;
  public_key: Fixed<Uint8Array>;
  counter: BigNumber;
  /** Separated by blanks. */
  transports: Fixed<string>;
  name: string;
  added_at: Fixed<Date>;
  used_at: Date | null;
}

export interface RecoveryCodeTable {
  school_id: Fixed<string>;
  person_id: Fixed<string>;
  code_hash: Fixed<Uint8Array>;
  made_at: Fixed<Date>;
  used_at: Date | null;
}

export interface IdentityTable {
  school_id: Fixed<string>;
  issuer: Fixed<string>;
  subject: Fixed<string>;
  person_id: Fixed<string>;
  linked_at: Fixed<Date>;
}

export interface OneUseLinkTable {
  school_id: Fixed<string>;
  token_hash: Fixed<Uint8Array>;
  purpose: Fixed<string>;
  person_id: Fixed<string>;
  made_at: Fixed<Date>;
  made_by: Fixed<string | null>;
  ends_at: Fixed<Date>;
  used_at: Date | null;
}

export interface SessionTable {
  token_hash: Uint8Array;
  school_id: Fixed<string>;
  /** How lists name it; the token is nobody's but the browser's. */
  id: Fixed<string>;
  person_id: Fixed<string>;
  begun_at: Fixed<Date>;
  seen_at: Date;
  /** Whole limit. */
  ends_at: Date;
  idle_minutes: number;
  /** 1 what one knows, 2 two factors. */
  strength: number;
  /** The last time that the person proved to be it. */
  proved_at: Date;
  agent: Fixed<string>;
  address: Fixed<string>;
  ended_at: Date | null;
  ended_because: string | null;
}

export interface SignInAttemptTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  subject: Fixed<Uint8Array>;
  tried_at: Fixed<Date>;
  was_right: Fixed<boolean>;
}

export interface AccountsTables {
  account: AccountTable;
  password: PasswordTable;
  pupil_secret: PupilSecretTable;
  authenticator: AuthenticatorTable;
  passkey: PasskeyTable;
  recovery_code: RecoveryCodeTable;
  identity: IdentityTable;
  one_use_link: OneUseLinkTable;
  session: SessionTable;
  sign_in_attempt: SignInAttemptTable;
}
