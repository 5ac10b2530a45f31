import { editionsOf } from '../../editions/index.ts';
import { type Clock, localDay, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import { isDay } from '../day.ts';
import { agreementFault } from '../errors.ts';
import type { Forms } from '../opening-forms.ts';
import { type Campaign, campaignsOf, closedDaysOf, insertCampaign, type Reason } from './records.ts';
import { reminderDays } from './reminding-days.ts';
import { schoolDayAfter } from './school-days.ts';

/** What whoever opens a campaign says. */
export interface OpeningCampaign {
  readonly school: string;
  readonly reason: Reason;
  /** The edition in force where left out. */
  readonly edition?: number;
  /** The last day to sign, YYYY-MM-DD; the day of the last reminder where left out. */
  readonly dueOn?: string | undefined;
  /** Who opens it; none for the program itself. */
  readonly by?: string | undefined;
}

/**
 * Opens a round of asking; gives its id. A first or material one asks those whose form has another version since that
 * edition; a yearly one asks everybody.
 * @throws CAMPAIGN_OPEN, DAY_IMPOSSIBLE, FORM_NOT_IN_FORCE
 */
export async function openCampaign(
  store: Store,
  forms: Forms,
  clock: Clock,
  opening: OpeningCampaign,
): Promise<string> {
  const { school, reason, by } = opening;
  const [id, at] = [newId(), clock.now()];
  const edition = opening.edition ?? (await forms.current(school)).edition;
  const today = localDay(at);
  const last = reminderDays.at(-1) as number;
  const dueOn = opening.dueOn ?? schoolDayAfter(today, last, await closedDaysOf(store.db, school));
  if (!isDay(dueOn) || dueOn < today)
    throw agreementFault('DAY_IMPOSSIBLE', 'the last day to sign is before today', { status: 422 });
  await store.transaction(async (tx) => {
    await record(tx, {
      school,
      at,
      kind: 'campaign.opened',
      ...(by !== undefined && { actor: by }),
      subject: id,
      details: { reason, edition, dueOn },
    });
    const isOpen = (await campaignsOf(tx, school)).some(
      (each) =>
        each.reason === reason && (reason === 'yearly' ? each.dueOn >= today : each.edition === edition),
    );
    if (isOpen)
      throw agreementFault('CAMPAIGN_OPEN', 'people are being asked for this already', { status: 409 });
    await insertCampaign(tx, school, { id, reason, edition, openedAt: at, dueOn });
  });
  return id;
}

/**
 * Opens the campaign that an edition calls for: none for a minor one. Gives its id where it opened one.
 * @throws CAMPAIGN_OPEN
 */
export async function openCampaignFor(
  store: Store,
  forms: Forms,
  clock: Clock,
  asking: {
    readonly school: string;
    readonly edition: number;
    readonly by?: string;
    readonly dueOn?: string;
  },
): Promise<string | undefined> {
  const edition = (await editionsOf(store, asking.school)).find((each) => each.number === asking.edition);
  if (!edition || edition.change === 'minor') return undefined;
  return openCampaign(store, forms, clock, { ...asking, reason: edition.change });
}

/** The campaigns of a school, the newest first. */
export const campaigns = (store: Store, school: string): Promise<Campaign[]> => campaignsOf(store.db, school);
