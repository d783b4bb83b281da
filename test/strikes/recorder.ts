import type { SimulatedAws } from 'simulated-aws';
import type { WorldEvent } from 'simulated-aws/world.ts';
import type { Scene } from '../support/virtual-run.ts';
import { isRead, type Place } from './strike.ts';
import { type CallPlace, createVisits } from './visits.ts';

type Listener = (event: WorldEvent, aws: SimulatedAws) => void;

/** The ear of a scene, which whoever wants may share. */
export const createHub = () => {
  const listeners = new Set<Listener>();
  return {
    onEvent: (event: WorldEvent, aws: SimulatedAws): void => {
      for (const listener of listeners) listener(event, aws);
    },
    listen: (listener: Listener): void => void listeners.add(listener),
  };
};
export type Hub = ReturnType<typeof createHub>;

/** What Lambda calls over the network that is none of AWS's own interfaces: databases, the application. */
const isOfPlan = (host: string): boolean => !/(?<!\.(?:rds|elb))\.amazonaws\.com$/.test(host);

/** Who of the callers is not of the stack: people and the simulated world outside call, too. */
const foreign = /^(?:Ada|operator|anonymous|console)$/;

/** The names of what the stack has deployed, by type. */
export const deployedIn = ({ stack }: Scene, type: 'AWS::Lambda::Function' | 'AWS::StepFunctions::StateMachine') =>
  new Set(
    [...stack.resources.values()]
      .filter((resource) => resource.type === type)
      .map(({ physicalId }) => physicalId.split(':').at(-1) ?? ''),
  );

type Near = Parameters<Parameters<Scene['aws']['network']['onConnect']>[0]>[1];
type Call = Parameters<Parameters<Scene['aws']['faults']['watch']>[0]>[0];

/** What is told of each place at the moment when it is passed, numbered; a watcher of calls answers what strikes it. */
type Passing = Readonly<{
  call: (place: CallPlace, call: Call) => ReturnType<Parameters<Scene['aws']['faults']['watch']>[0]>;
  unheard: (place: CallPlace) => void;
  state: (place: CallPlace, executionArn: string) => void;
  connection: (place: CallPlace, near: Near) => void;
  chunk: (place: CallPlace) => ReturnType<NonNullable<Near['admit']>>;
}>;

/** Watches everything that can be struck. */
export const watchPlaces = ({ aws }: Scene, hub: Hub, passing: Passing): void => {
  const visits = createVisits();
  aws.faults.watch((call) => {
    const place = visits.called(call);
    const strike = foreign.test(place.actor) ? undefined : passing.call(place, call);
    if (strike?.kind === 'after') visits.answerLost(call);
    return strike;
  });
  hub.listen((event) => {
    if (event.kind === 'call' && event.error === 'NoAnswer' && !foreign.test(event.principal))
      passing.unheard(
        visits.numbered({ sort: 'unheard', actor: event.principal, what: `${event.service}:${event.operation}` }),
      );
    if (event.kind === 'invocation') visits.answered(event.function, event.payload, event.answer);
    if (event.kind === 'stateEntered')
      passing.state(visits.entered(event.machine, event.state, event.execution), event.execution);
  });
  aws.network.onConnect(({ host, port, by }, near) => {
    if (by === undefined || !isOfPlan(host)) return;
    const of = { actor: by, what: `${host}:${port}` };
    near.admit = () => passing.chunk(visits.numbered({ sort: 'chunk', ...of }));
    passing.connection(visits.numbered({ sort: 'connection', ...of }), near);
  });
};

/** A call that sets a function to work changes nothing by itself; a figure that is told again and again is what alarms are made of. */
const isAct = (what: string): boolean =>
  !isRead(what) && !/^(?:lambda:Invoke|monitoring:PutMetricData)(?: |$)/.test(what);

/** How often anything has changed by then. */
const countChanges = ({ aws, plan }: Scene, hub: Hub): (() => number) => {
  let changes = 0;
  let cut = '';
  hub.listen((event) => {
    const isChange = event.kind === 'call' ? isAct(`${event.service}:${event.operation}`) : changing.has(event.kind);
    if (isChange) changes += 1;
  });
  return () => {
    const now = Object.values(plan.regions).filter(aws.network.isCut).join();
    if (now !== cut) changes += 1;
    cut = now;
    return changes;
  };
};
const changing: ReadonlySet<WorldEvent['kind']> = new Set(['resource', 'executionEnded']);

/** Every place that is passed from now on, in order. */
export const recordPlaces = (scene: Scene, hub: Hub): readonly Place[] => {
  const places: Place[] = [];
  const changes = countChanges(scene, hub);
  const note = (sort: Place['sort'], place: CallPlace): void =>
    void places.push({ sort, ...place, changes: changes(), order: places.length });
  watchPlaces(scene, hub, {
    call: (place) => {
      note('call', place);
      return undefined;
    },
    unheard: (place) => note('unheard', place),
    state: (place) => note('state', place),
    connection: (place) => note('connection', place),
    chunk: (place) => {
      note('chunk', place);
      return 'arrives';
    },
  });
  return places;
};
