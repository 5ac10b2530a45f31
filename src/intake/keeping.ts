import { fileReport } from '../reports/index.ts';
import { type Transaction, violates } from '../store/index.ts';
import { acknowledgeLetter } from './acknowledging.ts';
import type { Recipient } from './addresses.ts';
import { addAnswer } from './answering.ts';
import { chooseFiles, type Chosen, wholeLetter } from './choosing-files.ts';
import type { House } from './house.ts';
import type { IncomingLetter } from './letter.ts';
import { wordingOf } from './wording.ts';

/** A letter says nothing of its kind: it goes to whom the policy tells to ask when in doubt. */
const EVENT = 'other';

/**
 * Keeps a letter for everybody whom it is for, in one transaction: as a report for a school, as an answer where it went to
 * the address of a report. When this resolves it is on the disk; when it throws nothing of it is.
 */
export async function keepLetter(
  house: House & { readonly domain: string },
  recipients: readonly Recipient[],
  letter: IncomingLetter,
): Promise<void> {
  const chosen = await chooseFiles(letter.enclosures);
  const keep = () =>
    house.store.transaction(async (tx) => {
      for (const recipient of recipients) await keepFor(tx, house, recipient, letter, chosen);
    });
  await keep().catch((error: unknown) => {
    // The same letter came by two ways at one moment: the other is kept, and this time it is found.
    if (violates(error, 'report_comes_once')) return keep();
    throw error;
  });
}

async function keepFor(
  tx: Transaction,
  house: House & { readonly domain: string },
  recipient: Recipient,
  letter: IncomingLetter,
  chosen: Chosen,
): Promise<void> {
  const { fingerprint } = letter;
  const wording = (takesFiles: boolean) => filed(letter, takesFiles ? chosen : withoutFiles(chosen));
  if (recipient.reportId !== undefined && (await addAnswer(tx, house, recipient, { fingerprint, wording })))
    return;
  const school = house.school(recipient.school);
  const told = await fileReport(
    tx,
    { school: school.key, at: house.clock.now() },
    school,
    { ...house.reporting, secret: house.secret },
    {
      event: EVENT,
      as: ['public'],
      facts: {},
      about: [],
      way: 'letter',
      tellerAddress: letter.from,
      once: `letter ${fingerprint}`,
      ...wording(true),
    },
  );
  if (told.isNew) await acknowledgeLetter(tx, house, school, letter, told);
}

function filed(letter: IncomingLetter, { files, refused }: Chosen) {
  const { words, whole } = wordingOf(letter, refused);
  return { words, files: whole === undefined ? files : [...files, wholeLetter(whole)] };
}

const withoutFiles = ({ files, refused }: Chosen): Chosen => ({
  files: [],
  refused: [
    ...files.map(({ name }) => `${name} (nothing is handed in with this kind of report)`),
    ...refused,
  ],
});
