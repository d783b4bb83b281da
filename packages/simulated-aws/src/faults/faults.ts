import type { Call } from '../call.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../random.ts';
import { quotaExceeded } from './quota.ts';
import { type FaultKind, type FaultRule, matches } from './rule.ts';
import { type Answer, createMemory } from './stale.ts';
import { type AccessRequest, type Struck, strikeAfter, strikeBefore } from './strike.ts';

/**
 * What goes wrong between a caller and a service, by rules: `aws.faults.add({ service, operation, region, role, nth, chance, kind })`,
 * or by whoever watches every call and says of each whether and how it is struck: `aws.faults.watch((call) => …)`.
 * Each kind, and where else faults are set:
 * - `before`: the connection is lost before the effect; `after`: after it, and the answer with it; `hang`: there is no answer.
 * - `{ slowSeconds }`: the service sees the call later. `{ throttle: true }`: asked too often, in the service's words (throttled.ts).
 * - `{ error, status }`: any answer, 5xx among them. `{ deny: true }`: as by a policy that denies it.
 * - `{ quota: true }`: the operation's own quota error (quota.ts). `{ staleSeconds }`: reads lag behind (stale.ts).
 * - A Region that is silent: `aws.network.cut(region)`, until `heal`; one host that is unreachable or slow: network.ts.
 * - A process that is killed: `aws.lambda.kill(name)`, at a call by a watcher's `onStrike`; a run that is stopped: StopExecution, as at
 *   the console; one whose time is up: `aws.stepFunctions.expire(arn)`.
 * - Permissions that are missing: a template without them. A database that fails: its engine, and `aws.rds`.
 * - Messages that come twice: `aws.events.setDuplicates`, and SNS's `duplicateShare`.
 */
type ActiveRule = Readonly<{
  rule: FaultRule;
  /** Calls that the rule describes, and those of them that it struck. */
  matched: () => number;
  struck: () => number;
  remove: () => void;
}>;

/** `onStrike` is called when it strikes: before the effect, or for `after` once that has happened. */
type Strike = Readonly<{ kind: FaultKind; onStrike?: () => void }>;

/** Asked about each call once, as it comes. A call into a Region that is silent never comes. */
type Watcher = (call: Call) => Strike | undefined;

/** The faults of one call. Each rule has been counted once, when the call came. */
type CallFaults = Readonly<{
  /** Before authorisation and effect. May never resolve (`hang`), or throw. */
  before: () => Promise<void>;
  /** Once the service has done its work, whatever came of it. */
  after: () => void;
  /** What the caller is told in place of what the service has said. */
  answer: (fresh: Answer) => Answer;
}>;

export type Faults = Readonly<{
  add: (rule: FaultRule) => ActiveRule;
  watch: (watcher: Watcher) => void;
  clear: () => void;
  rules: () => readonly ActiveRule[];
  of: (call: Call, request: AccessRequest) => CallFaults;
}>;

type Counted = {
  rule: FaultRule;
  active: ActiveRule;
  matched: number;
  struck: number;
  remembered: ReturnType<typeof createMemory>;
};

/** Watchers strike first, then rules in the order in which they were added; the first that ends a call is the last that it meets. */
export function createFaults(clock: Clock, random: Random): Faults {
  const counted: Counted[] = [];
  const watchers: Watcher[] = [];

  const remove = (entry: Counted): void => {
    const index = counted.indexOf(entry);
    if (index >= 0) counted.splice(index, 1);
  };

  const add = (rule: FaultRule): ActiveRule => {
    checkRule(rule);
    const active: ActiveRule = {
      rule,
      matched: () => entry.matched,
      struck: () => entry.struck,
      remove: () => remove(entry),
    };
    const entry: Counted = { rule, active, matched: 0, struck: 0, remembered: createMemory(clock) };
    counted.push(entry);
    return active;
  };

  const strikes = (entry: Counted): boolean => {
    entry.matched += 1;
    const { chance = 1 } = entry.rule;
    if (!isTurnOf(entry) || (chance < 1 && random.next() >= chance)) return false;
    entry.struck += 1;
    return true;
  };

  const of: Faults['of'] = (call, request) => {
    const watched = watchers.flatMap((watcher) => watcher(call) ?? []);
    const matching = counted.filter(({ rule }) => matches(rule, call));
    const struck = new Set(matching.filter((entry) => strikes(entry)));
    const all = [...watched, ...[...struck].map(({ rule: { kind } }) => ({ kind }))];
    return {
      answer: (fresh) =>
        matching.reduce((answer, entry) => staleOf(entry, { call, answer, isStruck: struck.has(entry) }), fresh),
      ...striking(all, { call, request }, clock),
    };
  };

  return {
    add,
    watch: (watcher) => void watchers.push(watcher),
    clear: () => {
      counted.length = 0;
      watchers.length = 0;
    },
    rules: () => counted.map(({ active }) => active),
    of,
  };
}

/** An operation without a quota that is known is refused when the rule is made, where the rule names it. */
function checkRule({ kind, service, operation }: FaultRule): void {
  if (typeof kind === 'object' && 'quota' in kind && service !== undefined && operation !== undefined)
    quotaExceeded(service, operation);
}

function isTurnOf({ rule, matched }: Counted): boolean {
  const nth = rule.nth ?? 'every';
  if (nth === 'every') return true;
  return typeof nth === 'number' ? matched === nth : matched % nth.every === 0;
}

type Answered = Readonly<{ call: Call; answer: Answer; isStruck: boolean }>;

/** A rule remembers every answer that it could have struck, so that it knows what was true before. */
function staleOf({ rule: { kind }, remembered }: Counted, { call, answer, isStruck }: Answered): Answer {
  if (typeof kind !== 'object' || !('staleSeconds' in kind)) return answer;
  const stale = remembered(call, answer, kind.staleSeconds);
  return isStruck ? stale : answer;
}

/** One after the other. */
const striking = (all: readonly Strike[], struck: Struck, clock: Clock): Pick<CallFaults, 'before' | 'after'> => ({
  before: async () => {
    for (const { kind, onStrike } of all) {
      if (kind !== 'after') onStrike?.();
      await strikeBefore(kind, struck, clock);
    }
  },
  after: () => {
    for (const { kind, onStrike } of all) {
      if (kind === 'after') onStrike?.();
      strikeAfter(kind, struck);
    }
  },
});
