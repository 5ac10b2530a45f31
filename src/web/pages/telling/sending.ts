import { createHash } from 'node:crypto';
import { localDay } from '../../../kernel/index.ts';
import {
  type Asked,
  type Filed,
  fileReport,
  IMAGE_FACT,
  peopleAbout,
  type Routing,
} from '../../../reports/index.ts';
import { isMailAddress } from '../../../mail/index.ts';
import type { Mistakes } from '../people/filling.ts';
import { cameIn } from './call-fields.ts';
import { type NamedDraft, rolesKept, takesFiles } from './draft.ts';
import type { Parts } from './reading-parts.ts';
import { choosable, rolesOf } from './whom-it-goes-to.ts';

/** Characters that one telling takes. */
export const LONGEST = 10_000;

/** A form that came back, understood. */
export interface Sent {
  readonly draft: NamedDraft;
  readonly asked: readonly Asked[];
  readonly routing: Routing;
  readonly parts: Parts;
  /** Of the form: random, known to whoever opened it. */
  readonly nonce: string;
}

/** Whether the teller wants to be known by name, and is signed in. */
export const isKnown = ({ draft, parts }: Sent): boolean =>
  draft.door === 'page' && draft.viewer !== undefined && parts.filled.text('named') === 'yes';

/** What is wrong with a form. Files that nobody takes are not: the words are kept without them. */
export function mistakesOf(sent: Sent): Mistakes {
  const { draft, asked, parts } = sent;
  const { filled, words, refused } = parts;
  const mistakes = new Map<string, string>();
  if (isSomebodyElse(sent))
    mistakes.set(
      'named',
      'You are not signed in any more. Sign in again in another window, or send it without your name',
    );
  const isImageOpen =
    asked.some(({ fact }) => fact === IMAGE_FACT) &&
    !filled.has(`fact.${IMAGE_FACT}`) &&
    draft.facts[IMAGE_FACT] === undefined;
  if (isImageOpen)
    mistakes.set(`fact.${IMAGE_FACT}`, 'Choose Yes, No or I am not sure. You do not have to look');
  if (words === '') mistakes.set('words', 'Say what happened, in a few words');
  else if (words.length > LONGEST)
    mistakes.set('words', `Use at most ${LONGEST.toLocaleString('en-GB')} letters`);
  if (filled.text('about').length > 500) mistakes.set('about', 'Use at most 500 letters');
  if (addressIn(sent) !== undefined && !isMailAddress(addressIn(sent) ?? ''))
    mistakes.set('address', 'Enter an e-mail address, such as name@example.org, or leave it empty');
  if (draft.door === 'telephone') {
    const came = cameIn(filled, draft.site.clock.now());
    if (!(came instanceof Date)) for (const [field, text] of came) mistakes.set(field, text);
  }
  if (refused !== undefined && takesFiles(draft, asked)) mistakes.set('files', refused);
  return mistakes;
}

/** Where answers go to, for somebody without an account who left an address. */
const addressIn = ({ draft, parts: { filled } }: Sent): string | undefined =>
  draft.door === 'page' && draft.viewer === undefined ? filled.text('address') || undefined : undefined;

/** The form was opened by somebody who is not the one who sends it: their session ended, or another began. */
function isSomebodyElse({ draft, parts: { filled } }: Sent): boolean {
  return draft.door === 'page' && draft.viewer === undefined && filled.text('named') === 'yes';
}

/** Files it. The same form twice is one report; changed and sent again it is another, so that nothing is lost. */
export async function send(sent: Sent): Promise<Filed> {
  const { draft, asked, routing, parts } = sent;
  const { site, school, viewer, door } = draft;
  const { filled } = parts;
  const at = site.clock.now();
  const by = isKnown(sent) ? viewer?.personId : undefined;
  const about = await peopleAbout(site.store.db, school.key, school.policy, localDay(at), {
    words: filled.text('about'),
    ticked: filled.all('meant').filter((role) => rolesOf(routing, asked).includes(role)),
    hearing: rolesOf(routing, asked),
  });
  const came = door === 'telephone' ? cameIn(filled, at) : undefined;
  return site.store.transaction((tx) =>
    fileReport(
      tx,
      { school: school.key, at, by },
      { key: school.key, edition: school.edition.number, policy: school.policy },
      { ...site.reporting, secret: site.keys.secret, origin: site.origin },
      {
        event: draft.event,
        as: rolesKept(draft, by === undefined),
        thing: draft.thing,
        facts: draft.facts,
        words: wordsOf(sent),
        aboutWords: filled.text('about') || undefined,
        about,
        way: door === 'telephone' ? 'telephone' : draft.answerId === undefined ? 'page' : 'verdict',
        toldBy: by,
        tellerAddress: addressIn(sent),
        enteredBy: door === 'telephone' ? viewer?.personId : undefined,
        ratherTo: filled.all('rather').filter((role) => choosable(routing).includes(role)),
        cameAt: came instanceof Date ? came : undefined,
        once: onceOf(sent),
        files: takesFiles(draft, asked) ? parts.files : [],
      },
    ),
  );
}

function wordsOf({ draft, parts: { filled, words } }: Sent): string {
  if (draft.door !== 'telephone') return words;
  return `By telephone, told by ${filled.text('caller') || 'somebody who did not say their name'}:\n\n${words}`;
}

/** What makes it the same: the form, its door, who sends it, and what is written. Letters never make the same. */
function onceOf({ draft: { door, event, viewer }, parts: { filled, words }, nonce }: Sent): string {
  const written = createHash('sha256')
    .update(
      JSON.stringify([words, filled.text('about'), event, filled.text('named'), viewer?.personId ?? '']),
    )
    .digest('base64url');
  return `${door} ${nonce} ${written}`;
}
