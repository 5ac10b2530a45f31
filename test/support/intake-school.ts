import {
  type House,
  type Intake,
  type IntakeSettings,
  type Limits,
  openIntake,
  usualLimits,
} from '../../src/intake/index.ts';
import { type FrozenClock, frozenClock } from '../../src/kernel/index.ts';
import { type Report, readReports } from '../../src/reports/index.ts';
import type { Store } from '../../src/store/index.ts';
import { openReportingSchool, type ReportingSchool } from './reporting-school.ts';
import { testPack } from './site.ts';

export const DOMAIN = 'tell.school.example';

/** Schools that take letters. */
export interface IntakeSchools {
  readonly house: House;
  readonly clock: FrozenClock;
  readonly schools: readonly ReportingSchool[];
  readonly intake: Intake;
  /** What was told of trouble so far. */
  readonly told: readonly string[];
  /** Every report of a school, the newest first. */
  reports(school?: string): Promise<Report[]>;
  close(): Promise<void>;
}

/** Opens schools on a store and takes letters for them on a port of its own. */
export async function openIntakeSchools(
  store: Store,
  keys: readonly string[],
  options: {
    readonly limits?: Partial<Limits>;
    readonly settings?: Partial<IntakeSettings>;
    readonly house?: Partial<House>;
  } = {},
): Promise<IntakeSchools> {
  const clock = frozenClock('2026-11-23T09:00:00Z');
  const schools: ReportingSchool[] = [];
  for (const key of keys) schools.push(await openReportingSchool(store, clock, testPack(key)));
  const [first] = schools;
  if (!first) throw new Error('there is no school');
  const house: House = {
    store,
    clock,
    secret: Buffer.alloc(32, 5),
    reporting: first.reporting,
    schools: () => keys,
    school(key) {
      const found = schools.find((school) => school.key === key);
      if (!found) throw new Error(`no school \`${key}\``);
      return { key, edition: 1, policy: found.policy };
    },
    origin: () => 'https://gatehouse.example',
    ownAddress: 'office@school.example',
    ...options.house,
  };
  const told: string[] = [];
  const intake = await openIntake(
    house,
    { host: '127.0.0.1', port: 0, domain: DOMAIN, ...options.settings },
    (code) => void told.push(code),
    { ...usualLimits, ...options.limits },
  );
  return {
    house,
    clock,
    schools,
    intake,
    told,
    reports: (school = first.key) => readReports(store.db, school, {}),
    close: () => intake.close(),
  };
}
