import { type House, type Intake, openIntake, readIntakeSettings } from '../intake/index.ts';
import { readMailSettings } from '../mail/index.ts';
import type { Site } from '../web/index.ts';
import type { Config } from './config.ts';
import { complain } from './output.ts';

/** Opens where letters come in, where that is set. @throws INTAKE_SETTINGS_INVALID */
export async function openIntakeOf(config: Config, site: Site): Promise<Intake | undefined> {
  if (config.intake === undefined) return undefined;
  const settings = readIntakeSettings(config.intake, config.origin && new URL(config.origin).hostname);
  const ownAddress = config.mail === undefined ? undefined : readMailSettings(config.mail).from;
  return openIntake(houseOf(site, ownAddress), settings, (code) =>
    complain(`a letter could not be taken: ${code}`),
  );
}

/** What letters need of a site. */
export const houseOf = (
  { store, clock, keys, reporting, answerer, origin }: Site,
  ownAddress: string | undefined,
): House => ({
  store,
  clock,
  secret: keys.secret,
  reporting,
  origin,
  ownAddress,
  schools: () => answerer.schools().map(({ key }) => key),
  school(key) {
    const { edition, policy } = answerer.school(key);
    return { key, edition: edition.number, policy };
  },
});
