import { localDay, newId } from '../kernel/index.ts';
import {
  acknowledge,
  add,
  fileReport,
  type ReportDraft,
  type Reporting,
  reportsHeard,
} from '../reports/index.ts';
import type { Transaction } from '../store/index.ts';
import type { Casting } from './casting.ts';

/** What some of the cast have told: by whom, so many hours ago. */
const told: readonly (Pick<ReportDraft, 'event' | 'words'> & {
  readonly as: string;
  readonly hoursAgo: number;
  /** Whether somebody has heard it and asked something. */
  readonly isHeard?: boolean;
  /** Told without a name, about whoever leads the school. */
  readonly isAboutHead?: boolean;
})[] = [
  {
    event: 'email-mis-sent',
    as: 'teacher',
    words: 'I sent the list of Heron class to the wrong parent. It has names and dates of birth in it.',
    hoursAgo: 20,
    isHeard: true,
  },
  {
    event: 'website-wrongly-blocked',
    as: 'teacher',
    words: 'The museum of buttons is blocked, and we need it for history on Thursday.',
    hoursAgo: 70,
  },
  {
    event: 'malware-suspected',
    as: 'teaching-assistant',
    words: 'A window says that all my files are locked. I have left everything as it is.',
    hoursAgo: 3,
  },
  {
    event: 'harmful-material-met',
    as: 'pupil',
    words: 'A scary video came up when we looked for volcanoes.',
    hoursAgo: 5,
  },
  {
    event: 'policy-breached',
    as: 'public',
    words: 'The head keeps everybody’s passwords on a note at the screen.',
    hoursAgo: 30,
    isAboutHead: true,
  },
];

/** Has the cast tell what happens at any school; some of it is heard already. */
export async function tellSample(tx: Transaction, casting: Casting, reporting: Reporting): Promise<void> {
  const { school, at, policy, edition, everyone } = casting;
  const heads = everyone('headteacher').map(({ personId }) => personId);
  for (const { hoursAgo, isHeard, isAboutHead, as, ...said } of told) {
    const then = new Date(at.getTime() - hoursAgo * 60 * 60 * 1000);
    const teller = isAboutHead ? undefined : everyone(as)[0];
    const { id } = await fileReport(tx, { school, at: then }, { key: school, edition, policy }, reporting, {
      ...said,
      as: [as],
      facts: {},
      about: isAboutHead ? heads : [],
      way: 'page',
      once: newId(),
      files: [],
      ...(teller && { toldBy: teller.personId }),
    });
    if (isHeard) await hear(tx, casting, reporting, id);
  }
}

/** Whoever hears it first says so, and asks back. */
async function hear(tx: Transaction, casting: Casting, { kinds }: Reporting, id: string): Promise<void> {
  const { school, at, policy, cast } = casting;
  const day = localDay(at);
  for (const { personId, roles } of cast) {
    const listener = { personId, roles };
    const [report] = await reportsHeard(tx, { school, policy, day, listener }, { ids: [id] });
    if (!report) continue;
    const handling = { school, policy, day, at, by: listener };
    await acknowledge(tx, handling, id);
    await add(tx, handling, kinds, id, {
      kind: 'asked',
      words: 'Has the parent deleted it? Ask them, please.',
    });
    return;
  }
}
