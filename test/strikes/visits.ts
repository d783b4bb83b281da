import { type Call, nameOf } from 'simulated-aws/call.ts';

const lastPart = (text: unknown): string => (typeof text === 'string' ? (text.split(':').at(-1) ?? text) : '');

/** What differs between repetitions of one and the same invocation. */
const ofRepetition = new Set(['retries', 'taskToken']);

const orderOf = (payload: string): string =>
  payload === ''
    ? ''
    : JSON.stringify(JSON.parse(payload), (name, value: unknown) => (ofRepetition.has(name) ? undefined : value));

const payloadOf = ({ Payload }: Readonly<Record<string, unknown>>): string =>
  Payload instanceof Uint8Array ? new TextDecoder().decode(Payload) : '';

/** Where a function failed or died, Lambda says so in these words, or nothing. */
const isDone = (answer: string): boolean => answer !== '' && !/^\{"errorType":/.test(answer);

/** What differs between looks at one and the same thing. */
const ofLook = new Set([...ofRepetition, 'enteredAt', 'lookedAt', 'used']);

/** What an order is about, whichever look it is: looks at one step of a run have the same. */
const subjectOf = (payload: string): string =>
  payload === ''
    ? ''
    : JSON.stringify(JSON.parse(payload), (name, value: unknown) => (ofLook.has(name) ? undefined : value));

/** On what a call sets to work, and by what a repetition of it is known; what a schedule orders is new each time. */
const orderIn = ({ service, operation, input, principal }: Call) => {
  if (service === 'lambda' && operation === 'Invoke') {
    const payload = payloadOf(input);
    const key = nameOf(principal).startsWith('lifeboat-') ? orderOf(payload) : undefined;
    return { worker: lastPart(input.FunctionName), key, subject: subjectOf(payload) };
  }
  if (service === 'states' && operation === 'StartExecution')
    return { worker: lastPart(input.stateMachineArn), key: String(input.name), subject: String(input.name) };
  return undefined;
};

const short = (name: string): string => name.replace('lifeboat-dev-', '');

/** `subject`: what it is about; the same for looks at one thing, and of its own where several invocations of a function may be meant. */
export type CallPlace = Readonly<{ actor: string; visit: number; what: string; nth: number; subject: string }>;

type Sort = 'call' | 'unheard' | 'connection' | 'chunk' | 'state';
type Passed = Readonly<{ sort: Sort; actor: string; what: string; visit?: number; subject?: string }>;

/** Gives what happens in a scene its number. Has to hear of every call as it comes, and of every invocation as it ends. */
export const createVisits = () => {
  const visitsOf = new Map<string, Map<string, number>>();
  const latest = new Map<string, number>();
  const passed = new Map<string, number>();
  /** How often an order was carried out, and its answer heard: who orders the same again wants another look. */
  const done = new Map<string, number>();
  /** Orders whose next answer nobody hears. */
  const unheard = new Set<string>();

  const visitOf = (worker: string, key: string | undefined): number => {
    const known = visitsOf.get(worker) ?? new Map<string, number>();
    visitsOf.set(worker, known);
    const of = key ?? `the ${known.size}th`;
    const visit = known.get(of) ?? known.size + 1;
    known.set(of, visit);
    return visit;
  };
  /** Invocations of a function that have not ended. */
  const atWork = new Map<string, number>();
  const subjects = new Map<string, string>();
  const subjectFor = (actor: string, visit: number): string =>
    (atWork.get(actor) ?? 0) > 1 ? `visit ${visit}` : (subjects.get(actor) ?? '');
  const numbered = ({ sort, actor, what, visit = latest.get(actor) ?? 0, subject }: Passed): CallPlace => {
    const key = `${sort} ${actor} ${visit} ${what}`;
    const nth = (passed.get(key) ?? 0) + 1;
    passed.set(key, nth);
    return { actor, visit, what, nth, subject: subject ?? subjectFor(actor, visit) };
  };
  const called = (call: Call): CallPlace => {
    const actor = nameOf(call.principal);
    const what = `${call.service}:${call.operation}`;
    const order = orderIn(call);
    if (order === undefined) return numbered({ sort: 'call', actor, what });
    const visit = visitOf(order.worker, order.key && `${order.key} ${done.get(order.worker + order.key) ?? 0}`);
    if (call.service === 'lambda') {
      latest.set(order.worker, visit);
      subjects.set(order.worker, order.subject);
      atWork.set(order.worker, (atWork.get(order.worker) ?? 0) + 1);
    }
    return numbered({ sort: 'call', actor, what: `${what} ${short(order.worker)}`, visit, subject: order.subject });
  };
  const answerLost = (call: Call): void => {
    const { worker, key } = orderIn(call) ?? {};
    if (worker !== undefined && key !== undefined) unheard.add(worker + key);
  };
  const answered = (worker: string, payload: string, answer: string): void => {
    atWork.set(worker, Math.max(0, (atWork.get(worker) ?? 0) - 1));
    const order = worker + orderOf(payload);
    if (isDone(answer) && !unheard.delete(order)) done.set(order, (done.get(order) ?? 0) + 1);
  };
  /** A visit of a machine's states is one execution of it. */
  const entered = (actor: string, what: string, executionArn: string): CallPlace =>
    numbered({ sort: 'state', actor, what, visit: visitOf(`states of ${actor}`, executionArn), subject: executionArn });
  return { called, answerLost, answered, entered, numbered };
};
