import {
  countersign,
  decline,
  type Due,
  dueFor,
  type Forms,
  openCampaign,
  show,
  sign,
  waitingToCountersign,
} from '../agreements/index.ts';
import { type Clock, localDay } from '../kernel/index.ts';
import { holdingsOn } from '../people/index.ts';
import type { Store } from '../store/index.ts';
import type { SamplePerson } from './peopling.ts';

const DAYS = 24 * 60 * 60 * 1000;

/** A clock that stands so many days before the other. */
const daysBefore = (clock: Clock, days: number): Clock => ({
  now: () => new Date(clock.now().getTime() - days * DAYS),
});

/** Asks everybody to sign, as some days ago, and has most of the cast answer. */
export async function signSample(
  store: Store,
  clock: Clock,
  forms: Forms,
  school: string,
  cast: readonly SamplePerson[],
): Promise<void> {
  const began = daysBefore(clock, 20);
  await openCampaign(store, forms, began, { school, reason: 'first' });
  for (const [index, person] of cast.entries()) {
    const when = daysBefore(clock, 18 - (index % 15));
    if (person.signs === 'signed') await signAll(store, when, forms, school, person);
    if (person.signs === 'refused') await refuseAll(store, when, forms, school, person);
  }
  await countersignMost(store, daysBefore(clock, 2), forms, school);
}

interface Shown {
  readonly due: Due;
  readonly showingId: string;
}

/** Everything that somebody owes, shown to them. */
async function* showAll(
  store: Store,
  clock: Clock,
  forms: Forms,
  school: string,
  { personId }: SamplePerson,
): AsyncGenerator<Shown> {
  for (const due of await dueFor(store, forms, clock, school, personId)) {
    const text = await forms.text(school, due.form, due.wording, due.sinceEdition);
    const showingId = await show(store, clock, { school, personId, childId: due.childId, text });
    yield { due, showingId };
  }
}

async function signAll(
  store: Store,
  clock: Clock,
  forms: Forms,
  school: string,
  person: SamplePerson,
): Promise<void> {
  for await (const { due, showingId } of showAll(store, clock, forms, school, person))
    await sign(store, clock, {
      school,
      showingId,
      by: { personId: person.personId },
      fullName: person.name,
      signedOn: localDay(clock.now()),
      proof: 'password',
      agent: 'the sample school',
      address: '127.0.0.1',
      childTicked: due.childTicks,
    });
}

async function refuseAll(
  store: Store,
  clock: Clock,
  forms: Forms,
  school: string,
  person: SamplePerson,
): Promise<void> {
  for await (const { showingId } of showAll(store, clock, forms, school, person))
    await decline(store, clock, {
      school,
      showingId,
      personId: person.personId,
      reason: 'I would like to talk about the part on my own telephone first.',
    });
}

/** Whoever countersigns has done so for all but the last two. */
async function countersignMost(store: Store, clock: Clock, forms: Forms, school: string): Promise<void> {
  const day = localDay(clock.now());
  const held = await holdingsOn(store.db, school, day);
  for (const { person, personId } of held.filter(({ role }) => role === 'headteacher')) {
    const waiting = await waitingToCountersign(store, forms, clock, school, personId);
    for (const { signatureId } of waiting.slice(2))
      await countersign(store, forms, clock, {
        school,
        signatureId,
        personId,
        fullName: `${person.givenName} ${person.familyName}`,
        signedOn: day,
        proof: 'password',
      });
  }
}
