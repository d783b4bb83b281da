import { type Call, nameOf } from '../../simulation/call.ts';

const lastPart = (text: unknown): string => (typeof text === 'string' ? (text.split(':').at(-1) ?? text) : '');

/** What differs between repetitions of one and the same invocation. */
const ofRepetition = new Set(['retries', 'taskToken']);

const payloadOf = ({ Payload }: Readonly<Record<string, unknown>>): string => {
  if (!(Payload instanceof Uint8Array) || Payload.byteLength === 0) return '';
  const text = new TextDecoder().decode(Payload);
  return JSON.stringify(JSON.parse(text), (name, value: unknown) => (ofRepetition.has(name) ? undefined : value));
};

/** On what a call sets to work, and by what a repetition of it is known; what a schedule orders is new each time. */
const orderIn = ({ service, operation, input, principal }: Call) => {
  if (service === 'lambda' && operation === 'Invoke') {
    const key = nameOf(principal).startsWith('lifeboat-') ? payloadOf(input) : undefined;
    return { worker: lastPart(input.FunctionName), key };
  }
  if (service === 'states' && operation === 'StartExecution')
    return { worker: lastPart(input.stateMachineArn), key: String(input.name) };
  return undefined;
};

const short = (name: string): string => name.replace('lifeboat-dev-', '');

export type CallPlace = Readonly<{ actor: string; visit: number; what: string; nth: number }>;

type Sort = 'call' | 'unheard' | 'connection' | 'chunk' | 'state';
type Passed = Readonly<{ sort: Sort; actor: string; what: string; visit?: number }>;

/** Gives what happens in a scene its number. Has to hear of every call as it comes. */
export const createVisits = () => {
  const visitsOf = new Map<string, Map<string, number>>();
  const latest = new Map<string, number>();
  const passed = new Map<string, number>();

  const visitOf = (worker: string, key: string | undefined): number => {
    const known = visitsOf.get(worker) ?? new Map<string, number>();
    visitsOf.set(worker, known);
    const of = key ?? `the ${known.size}th`;
    const visit = known.get(of) ?? known.size + 1;
    known.set(of, visit);
    return visit;
  };
  const numbered = ({ sort, actor, what, visit = latest.get(actor) ?? 0 }: Passed): CallPlace => {
    const key = `${sort} ${actor} ${visit} ${what}`;
    const nth = (passed.get(key) ?? 0) + 1;
    passed.set(key, nth);
    return { actor, visit, what, nth };
  };
  const called = (call: Call): CallPlace => {
    const actor = nameOf(call.principal);
    const what = `${call.service}:${call.operation}`;
    const order = orderIn(call);
    if (order === undefined) return numbered({ sort: 'call', actor, what });
    const visit = visitOf(order.worker, order.key);
    if (call.service === 'lambda') latest.set(order.worker, visit);
    return numbered({ sort: 'call', actor, what: `${what} ${short(order.worker)}`, visit });
  };
  /** A visit of a machine's states is one execution of it. */
  const entered = (actor: string, what: string, executionArn: string): CallPlace =>
    numbered({ sort: 'state', actor, what, visit: visitOf(`states of ${actor}`, executionArn) });
  return { called, entered, numbered };
};
