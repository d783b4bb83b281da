/**
 * Where somebody acts or is acted on, as the unstruck run has it. A visit of a function is one invocation with all its repetitions, until
 * its answer is heard; of a machine, all calls about one invocation, one execution. So what is struck in one visit does not shift the numbers of another.
 */
export type Place = Readonly<{
  sort: 'call' | 'unheard' | 'connection' | 'chunk' | 'state';
  /** A function, a machine, or the role that a rule or a schedule calls with. */
  actor: string;
  /** From 1; 0 where there are none. */
  visit: number;
  /** `service:Operation`, `host:port`, or a state. `unheard`: a call into a Region that is cut off. */
  what: string;
  /** From 1, among those of this name in the visit. */
  nth: number;
  /** What it is about: a step of a run, an execution. */
  subject: string;
  /** How much had changed before: calls that are no reads, states of things, ends of executions, Regions cut off or back. */
  changes: number;
  /** Among all that happened in that run. */
  order: number;
}>;

export const kinds = [
  'killed before',
  'killed after',
  'lost before',
  'lost after',
  'silent',
  'throttled',
  'broken',
  'denied',
  'stopped',
  'expired',
] as const;
export type Kind = (typeof kinds)[number];

export type Strike = Place & Readonly<{ kind: Kind }>;

const placeOf = ({ actor, visit, what, nth }: Place): string =>
  `${actor.replace('lifeboat-dev-', '')}${visit > 0 ? `, visit ${visit}` : ''}, ${what} #${nth}`;

/** By which a strike can be asked for alone. */
export const nameOf = (strike: Strike): string => `${placeOf(strike)}, ${strike.kind}`;

/** What can be done to each sort of place. Only a function can be killed, only a machine stopped. */
const possible: Readonly<Record<Place['sort'], readonly Kind[]>> = {
  call: ['killed before', 'killed after', 'lost before', 'lost after', 'silent', 'throttled', 'broken', 'denied'],
  unheard: ['killed after'],
  connection: ['killed before', 'lost before', 'silent'],
  chunk: ['killed after', 'lost after', 'silent'],
  state: ['stopped', 'expired'],
};

export const isRead = (what: string): boolean => /^(?:\w+):(?:Describe|Get|Head|List|BatchGet|Query|Lookup)/.test(what);

/** Before and after are the same where a call has no effect. */
const isDouble = ({ sort, what }: Place, kind: Kind): boolean =>
  sort === 'call' && kind.endsWith(' before') && isRead(what);

export const canBe = (place: Place, kind: Kind, isFunction: boolean): boolean =>
  possible[place.sort].includes(kind) && (isFunction || !kind.startsWith('killed')) && !isDouble(place, kind);
