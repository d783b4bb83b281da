import type { FaultKind } from 'simulated-aws/faults/rule.ts';
import { operate } from 'simulated-aws/operate.ts';
import { commandsIn } from '../../rehearsal/operator.ts';
import type { Scene } from '../support/virtual-run.ts';
import { type Hub, watchPlaces } from './recorder.ts';
import type { Kind, Place, Strike } from './strike.ts';
import type { CallPlace } from './visits.ts';

const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** Longer than the SDK tries again. */
const blipMs = 20_000;
/** Nobody was asked, and somebody has found out by the alarms. */
const repairMs = 20 * 60_000;
/** A function is at work by then. */
const atWorkMs = 200;

const faultOf = {
  'killed before': 'hang',
  'killed after': 'after',
  'lost before': 'before',
  'lost after': 'after',
  silent: 'hang',
  throttled: { throttle: true },
  broken: { error: 'InternalFailure', status: 500 },
  denied: { deny: true },
} as const satisfies Record<string, FaultKind>;

/** How these say that they have failed themselves; the others say InternalFailure. */
const breakdowns: Readonly<Record<string, string>> = {
  lambda: 'ServiceException',
  dynamodb: 'InternalServerError',
  states: 'InternalServerError',
  s3: 'InternalError',
};

const faultAt = (kind: keyof typeof faultOf, what: string): FaultKind => {
  const error = breakdowns[what.slice(0, what.indexOf(':'))];
  return kind === 'broken' && error !== undefined ? { error, status: 500 } : faultOf[kind];
};

const isFault = (kind: Kind): kind is keyof typeof faultOf => kind in faultOf;

/** As a process ends, as one that hangs, and as one of which nothing is known. */
const deaths = [{ kind: 'killed' }, { kind: 'timedOut' }, { kind: 'vanished' }] as const;

const keyOf = ({ sort, actor, visit, what, nth }: CallPlace & Pick<Place, 'sort'>): string =>
  `${sort} ${actor} ${visit} ${what} ${nth}`;

/** What goes on failing after it was struck: the same call of the same caller. */
type Lasting = Readonly<{ actor: string; what: string; fault: FaultKind; until: number; isDenial: boolean }>;

/** Lets the strikes of a run fall, from now on. */
export const createStriker = (scene: Scene, hub: Hub, strikes: readonly Strike[]) => {
  const { aws, clock, standby } = scene;
  const dueAt = new Map(strikes.map((strike) => [keyOf(strike), strike]));
  const struck = new Set<Strike>();
  let lasting: readonly Lasting[] = [];

  const kill = ({ actor, order }: Strike): void => void aws.lambda.kill(actor, deaths[order % deaths.length]);
  const due = (sort: Place['sort'], place: CallPlace): Strike | undefined => dueAt.get(keyOf({ sort, ...place }));
  /** A denial lasts until somebody has been asked. */
  aws.sns.subscribe(scene.stack.topicArn, ({ message }) => {
    if (commandsIn(message).size > 0) lasting = lasting.filter(({ isDenial }) => !isDenial);
  });
  const lastingOf = ({ actor, what }: CallPlace): Lasting | undefined =>
    lasting.find((one) => one.actor === actor && one.what === what && one.until > clock.now());

  const onCall = (place: CallPlace) => {
    const strike = due('call', place);
    if (strike === undefined || !isFault(strike.kind)) {
      const fault = lastingOf(place)?.fault;
      return fault === undefined ? undefined : { kind: fault };
    }
    const { kind, actor, what } = strike;
    const fault = faultAt(kind, what);
    const isDenial = kind === 'denied';
    const onStrike = () => {
      struck.add(strike);
      if (kind.startsWith('killed')) kill(strike);
      const until = clock.now() + (isDenial ? repairMs : blipMs);
      if (typeof fault === 'object') lasting = [...lasting, { actor, what, fault, until, isDenial }];
    };
    return { kind: fault, onStrike };
  };

  const onUnheard = (place: CallPlace): void => {
    const strike = due('unheard', place);
    if (strike === undefined) return;
    struck.add(strike);
    kill(strike);
  };

  const stop = (executionArn: string): void => {
    const input = { executionArn, error: 'Ada', cause: 'stopped by hand' };
    operate(aws, { service: 'states', region: standby, operation: 'StopExecution', input }).catch(() => undefined);
  };
  const onState = (place: CallPlace, executionArn: string): void => {
    const strike = due('state', place);
    if (strike === undefined) return;
    struck.add(strike);
    const end = strike.kind === 'stopped' ? stop : aws.stepFunctions.expire;
    clock.after(strike.order % 2 === 1 ? atWorkMs : 0, () => end(executionArn));
  };

  watchPlaces(scene, hub, {
    call: onCall,
    unheard: onUnheard,
    state: onState,
    connection: (place, near) => {
      const strike = due('connection', place);
      if (strike === undefined) return;
      struck.add(strike);
      if (strike.kind === 'killed before') kill(strike);
      else if (strike.kind === 'silent') near.fallSilent();
      else near.destroy(refused());
    },
    chunk: (place) => {
      const strike = due('chunk', place);
      if (strike === undefined) return 'arrives';
      struck.add(strike);
      if (strike.kind === 'killed after') kill(strike);
      return strike.kind === 'silent' ? 'vanishes' : 'breaks';
    },
  });
  return {
    struck: (): readonly Strike[] => [...struck],
    /** Whatever still fails again and again is mended. */
    repair: (): void => {
      lasting = [];
    },
  };
};
