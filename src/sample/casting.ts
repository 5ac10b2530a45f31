import type { Pack, Policy } from '../policy/index.ts';
import type { SamplePerson } from './peopling.ts';

/** A part in the sample school: who somebody is there. */
export interface SamplePart {
  /** Why they are in the cast, as the page of sample people says it. */
  readonly as: string;
  readonly roles: readonly string[];
  readonly groups?: readonly string[];
  /** Parts of the cast who are their children, by `as`. */
  readonly children?: readonly { readonly as: string; readonly household: 1 | 2 }[];
  readonly firm?: string;
  readonly leads?: readonly string[];
  /** How far they are: most have signed, some are late, somebody refused, somebody is new. */
  readonly signs: 'signed' | 'late' | 'refused' | 'new';
}

/** A cast that plays at a school, with the policy that it plays by. */
export interface Casting {
  readonly school: string;
  readonly at: Date;
  readonly policy: Policy;
  readonly edition: number;
  /** Questions that the policy's own tests put: true to the school, and answered. */
  readonly cases: Pack['cases'];
  readonly cast: readonly SamplePerson[];
  /** Id of the first who holds a role. */
  someone(role: string): string | undefined;
  /** All who hold a role. */
  everyone(role: string): readonly SamplePerson[];
}

const CLASSES = { younger: 'Kestrel class', older: 'Heron class' } as const;

/** Everybody whom any school has, whatever its policy. */
const everywhere: readonly SamplePart[] = [
  { as: 'in the school office', roles: ['office-staff'], groups: ['Office'], signs: 'signed' },
  { as: 'a teacher who has signed', roles: ['teacher'], leads: [CLASSES.older], signs: 'signed' },
  { as: 'a teacher who is late to sign', roles: ['teacher'], leads: [CLASSES.younger], signs: 'late' },
  { as: 'a teacher who began this week', roles: ['teacher'], signs: 'new' },
  { as: 'a teaching assistant', roles: ['teaching-assistant'], groups: [CLASSES.older], signs: 'signed' },
  { as: 'the caretaker, who did not agree', roles: ['site-staff'], signs: 'refused' },
  { as: 'a volunteer who hears readers', roles: ['volunteer'], signs: 'signed' },
  { as: 'a pupil in the older class', roles: ['pupil'], groups: [CLASSES.older], signs: 'signed' },
  { as: 'a pupil in the younger class', roles: ['pupil'], groups: [CLASSES.younger], signs: 'new' },
  { as: 'a pupil with two homes', roles: ['pupil'], groups: [CLASSES.older], signs: 'late' },
  {
    as: 'a parent of two children',
    roles: ['parent'],
    children: [
      { as: 'a pupil in the older class', household: 1 },
      { as: 'a pupil in the younger class', household: 1 },
    ],
    signs: 'signed',
  },
  {
    as: 'a parent, first home',
    roles: ['parent'],
    children: [{ as: 'a pupil with two homes', household: 1 }],
    signs: 'late',
  },
  {
    as: 'a parent, second home',
    roles: ['parent'],
    children: [{ as: 'a pupil with two homes', household: 2 }],
    signs: 'new',
  },
];

/** Roles that are a kind of people rather than an office. */
const kinds = new Set([
  'staff',
  'teacher',
  'teaching-staff',
  'teaching-assistant',
  'pupil',
  'parent',
  'visitor',
  'volunteer',
  'contractor',
  'public',
  'office-staff',
  'site-staff',
  'school',
  'supply-staff',
  'governing-board',
  'line-manager',
]);

/** Whether a role is a kind of people, of whom there are many or whom nobody is in particular. */
export const isKindOfPeople = (role: string): boolean => kinds.has(role);

/** The cast of a school: a holder for every office that its policy names, and everybody whom any school has. */
export function castOf(pack: Pack): SamplePart[] {
  const offices = [...pack.roles.values()].filter(
    ({ id, kind }) => kind !== 'outside' && !isKindOfPeople(id),
  );
  const head = pack.roles.has('headteacher')
    ? []
    : [{ as: 'the headteacher', roles: ['headteacher'], signs: 'signed' as const }];
  const governors = pack.covers.includes('trustee') ? 'trustee' : 'governor';
  return [
    ...head,
    ...offices.map(
      ({ id, name, kind }): SamplePart =>
        kind === 'firm'
          ? {
              as: `a technician of the outside firm: ${name}`,
              roles: [id],
              firm: 'Pretend Networks',
              signs: 'signed',
            }
          : { as: `the ${name}`, roles: [id, ...(kind === 'person' ? ['staff'] : [])], signs: 'signed' },
    ),
    { as: `a ${governors}`, roles: [governors], signs: 'signed' },
    { as: `a ${governors} who is late to sign`, roles: [governors], signs: 'late' },
    ...everywhere,
  ];
}

/** The groups of a sample school. */
export const sampleGroups = [
  { kind: 'class', name: CLASSES.younger },
  { kind: 'class', name: CLASSES.older },
  { kind: 'department', name: 'Office' },
] as const;
