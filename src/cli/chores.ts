import { campaigns, openCampaignFor, remind } from '../agreements/index.ts';
import { keepHeads } from '../ledger/index.ts';
import { startPostman } from '../mail/index.ts';
import { remindApprovers, warnOfLapse } from '../permissions/index.ts';
import { remindOwners } from '../registers/index.ts';
import { escalateUnheard, remindOfClocks } from '../reports/index.ts';
import type { School } from '../verdicts/index.ts';
import type { Site } from '../web/index.ts';
import { complain } from './output.ts';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const POST_EVERY_MS = 5000;

/** What runs beside the pages for as long as the server does. */
export interface Chores {
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Signs the ledger's heads, sends letters, reminds whoever has not signed, answered or checked, warns of permissions that lapse, lets reports that nobody heard go up, and looks each hour which edition is in force. */
export function startChores(site: Site): Chores {
  const heads = keepHeads(site.store, site.clock, site.keys.ledger, (school, error) =>
    complain(`the ledger of \`${school}\` has no new head: ${codeOf(error)}`),
  );
  const postman = startPostman(site.store, site.clock, site.sender, POST_EVERY_MS, (error) =>
    complain(`letters could not be sent: ${codeOf(error)}`),
  );
  const hourly = () =>
    lookHourly(site).catch((error: unknown) => complain(`the hourly round failed: ${codeOf(error)}`));
  const reports = watchReports(site);
  const timer = setInterval(hourly, HOUR);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all([heads.stop(), postman.stop(), reports.stop()]);
    },
  };
}

/** Each minute reports that nobody heard go up. A round begins when the one before it is over. */
function watchReports(site: Site): Chores {
  let round = Promise.resolve();
  let isRunning = false;
  const look = async () => {
    isRunning = true;
    for (const school of site.answerer.schools())
      await lookAtReports(site, school).catch((error: unknown) =>
        complain(`the reports of \`${school.key}\` were not looked at: ${codeOf(error)}`),
      );
    isRunning = false;
  };
  const timer = setInterval(() => {
    if (!isRunning) round = look();
  }, MINUTE);
  return {
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}

async function lookAtReports(site: Site, school: School): Promise<void> {
  const { store, clock, reporting } = site;
  await escalateUnheard(store, clock, school, reporting.calendar, site.origin());
  await remindOfClocks(store, clock, school, site.origin());
}

/** A new day may bring another edition into force, and reminders. Where the store does not answer, the next hour will do. */
async function lookHourly(site: Site): Promise<void> {
  await site.answerer.refresh();
  for (const school of site.answerer.schools()) {
    const { key } = school;
    await askForEdition(site, key);
    await remind(site.store, site.forms, site.clock, key, site.origin());
    await warnOfLapse(site.store, site.clock, school, site.origin());
    await remindApprovers(site.store, site.clock, school, site.origin());
    await remindOwners(site.store, site.clock, school, site.origin());
  }
}

/** An edition that came into force asks those to sign whose words it changed; a minor one asks nobody. */
export async function askForEdition(site: Site, school: string): Promise<void> {
  const { edition } = site.answerer.school(school);
  const asked = await campaigns(site.store, school);
  if (asked.some((campaign) => campaign.edition === edition.number)) return;
  await openCampaignFor(site.store, site.forms, site.clock, { school, edition: edition.number });
}

/** Errors of databases and mail servers carry people's data in their words. */
const codeOf = (error: unknown): string =>
  String((error as { code?: unknown }).code ?? (error as Error).name ?? 'unknown');
