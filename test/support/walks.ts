import { clauseOf } from '../../src/policy/index.ts';
import type { Expected, Quoted, Said } from './visiting.ts';
import { testPack } from './site.ts';

/** A real question at a school, from the words to the answer. */
export interface Walk {
  readonly school: string;
  /** What somebody types. */
  readonly words: string;
  /** What is chosen of that which is offered. */
  readonly choice: string;
  /** The interview, question by question: only the facts that matter. */
  readonly said: readonly Said[];
  readonly asked: string;
  readonly headline: string;
  /** Ids of the clauses that decide, and of those that pull the other way. */
  readonly deciding: readonly string[];
  readonly against?: readonly string[];
  readonly says?: readonly (string | RegExp)[];
}

const by = (who: string): Said => ['Who is asking?', who];
const unclear = 'The policy is not clear here.';

/** Two questions a school, each with the answer of that school's policy. */
export const walks: readonly Walk[] = [
  {
    school: 'cambridge-steiner',
    words: 'use my own phone camera on a trip',
    choice: 'Use the camera of my own phone on a school trip',
    said: [by('Member of staff')],
    asked: 'May I use the camera of my own phone on a school trip?',
    headline: 'No',
    deciding: ['no-phone-cameras-on-trips'],
  },
  {
    school: 'cambridge-steiner',
    words: 'use the school internet privately at lunch',
    choice: "Use the school's internet for private matters",
    said: [by('Member of staff')],
    asked: "May I use the school's internet for private matters?",
    headline: 'Yes',
    deciding: ['personal-browsing'],
    against: ['agree-work-only'],
    says: [unclear, 'The policy does not say who may settle it'],
  },
  {
    school: 'hunwick',
    words: 'can I take my laptop home',
    choice: 'Take school equipment off site',
    said: [by('Member of staff'), ['Can it store data?', 'Yes']],
    asked: 'May I take school equipment off site?',
    headline: 'Ask the IT Manager or the headteacher',
    deciding: ['loans'],
    says: ['the device is encrypted'],
  },
  {
    school: 'hunwick',
    words: 'can I plug in my own kettle',
    choice: 'Use my own mains-powered item in school',
    said: [by('Member of staff')],
    asked: 'May I use my own mains-powered item in school?',
    headline: 'Ask the site staff',
    deciding: ['mains-items-tested-first'],
    says: ['Is its electrical test still in date?'],
  },
  {
    school: 'st-michaels',
    words: 'can I use the wifi',
    choice: 'Use the school wifi',
    said: [by('Visitor')],
    asked: 'May I use the school wifi?',
    headline: 'Ask the headteacher',
    deciding: ['wifi-visitors'],
    against: ['wifi-exceptions'],
    says: ['needed for the visit'],
  },
  {
    school: 'st-michaels',
    words: 'can I get round the filter',
    choice: 'Get round the web filter',
    said: [by('Member of staff')],
    asked: 'May I get round the web filter?',
    headline: 'No',
    deciding: ['list-filter'],
    against: ['exemption'],
    says: [/An exemption by the headteacher would lift the ban/, 'in writing'],
  },
  {
    school: 'cpps',
    words: 'accept a friend request from a pupil',
    choice: 'Connect with a pupil on social media',
    said: [by('Member of staff')],
    asked: 'May I connect with a pupil on social media?',
    headline: 'No',
    deciding: ['no-pupil-friends'],
    says: ['Ignore and delete the request'],
  },
  {
    school: 'cpps',
    words: 'can I put my own phone on the wifi',
    choice: 'Connect my own device to school ICT',
    said: [by('Member of staff')],
    asked: 'May I connect my own device to school ICT?',
    headline: 'Ask the authorised personnel',
    deciding: ['connect-device'],
    says: ['Are updates and anti-virus switched on?'],
  },
  {
    school: 'london-primary',
    words: 'can I use chatgpt to plan lessons',
    choice: 'Use an AI tool',
    said: [by('Teaching staff'), ['What is it for?', 'Teaching and learning']],
    asked: 'May I use an AI tool?',
    headline: 'Ask the headteacher',
    deciding: ['ai-permission'],
  },
  {
    school: 'london-primary',
    words: 'my own phone in the staffroom at lunch',
    choice: 'Use my own phone or device in school',
    said: [by('Member of staff'), ['Where is it?', 'In the staffroom'], ['When is it?', 'At lunch']],
    asked: 'May I use my own phone or device in school?',
    headline: 'Yes',
    deciding: ['own-device-staffroom-office'],
    against: ['own-device-not-in-school-day'],
    says: [unclear],
  },
];

/** The school's name, as its pages show it. */
export const schoolName = (school: string): string => testPack(school).school;

/** What the answer's page must say, with the clauses as the pack words them. */
export function expectedOf(walk: Walk): Expected {
  const pack = testPack(walk.school);
  const quote = (id: string): Quoted => {
    const clause = clauseOf(pack, id);
    if (!clause) throw new Error(`pack \`${walk.school}\` has no clause \`${id}\``);
    return { number: clause.number, text: clause.text };
  };
  return {
    asked: walk.asked,
    headline: walk.headline,
    deciding: walk.deciding.map(quote),
    against: (walk.against ?? []).map(quote),
    says: walk.says ?? [],
    policy: pack.name,
  };
}
