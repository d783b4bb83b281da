import type { CallError } from '../judge-call-error.ts';
import type { Reading } from '../reading.ts';

/** Which database a verification is of: by its immutable id, since names are given again. */
export type SourceFacts = Readonly<{
  /** What the plan calls it, in words: `instance orders-prod`. */
  source: string;
  region: string;
  /** Its id where its backups lie; undefined: nothing of its name stands there. */
  here: Reading<string | undefined>;
  /** As well, in the other Region of the plan; looked for where there is none here. */
  elsewhere?: Readonly<{ region: string; id: Reading<string | undefined> }> | undefined;
  /** By the plan. */
  pinned?: string | undefined;
  /** Of what was proven last, kept in the control table. */
  proven?: string | undefined;
}>;

/** `how`: in words that follow the id; empty where the database stands and is asked. */
export type Identity = Readonly<{ resourceId: string; how: string }>;

/** What the id may be, the surest first: what the plan pins alone, or what stands alone; else what is known of it. */
export function identifySource(facts: SourceFacts): Identity[] {
  const { here, elsewhere, proven } = facts;
  const sure = [...pinnedOf(facts), ...standingOf(here, '')].slice(0, 1);
  if (sure.length > 0) return sure;
  return [
    ...(elsewhere === undefined ? [] : standingOf(elsewhere.id, `which stands in ${elsewhere.region}`)),
    ...(proven === undefined ? [] : [{ resourceId: proven, how: 'which was proven last' }]),
  ];
}

function pinnedOf({ pinned, here }: SourceFacts): Identity[] {
  if (pinned === undefined) return [];
  const stands = here.kind === 'known' && here.value !== undefined && here.value !== pinned ? here.value : undefined;
  const other = stands === undefined ? '' : `; what stands there now is ${stands}`;
  return [{ resourceId: pinned, how: `which the plan pins${other}` }];
}

const standingOf = (id: Reading<string | undefined>, how: string): Identity[] =>
  id.kind === 'known' && id.value !== undefined ? [{ resourceId: id.value, how }] : [];

/** Why nobody can tell, in words. */
export const whyUnknown = ({ source, region, here, elsewhere }: SourceFacts): string =>
  [
    `of ${source} ${absence(here, region)}`,
    ...(elsewhere === undefined ? [] : [absence(elsewhere.id, elsewhere.region)]),
    'no earlier verification has kept its id',
    'and the plan pins none',
  ].join(', ');

const absence = (id: Reading<string | undefined>, region: string): string =>
  id.kind === 'unreadable' ? silence(id.failure, region) : `none stands in ${region}`;

const silence = ({ error }: CallError, region: string): string => `RDS in ${region} could not be asked (${error})`;
