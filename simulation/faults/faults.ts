import type { Call } from '../call.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../random.ts';
import { type FaultRule, matches } from './rule.ts';
import { type AccessRequest, strikeAfter, strikeBefore } from './strike.ts';

/** What goes wrong between a caller and a service, by rules. A Region that is silent is the network's matter. */
type ActiveRule = Readonly<{
  rule: FaultRule;
  /** Calls that the rule describes, and those of them that it struck. */
  matched: () => number;
  struck: () => number;
  remove: () => void;
}>;

/** The faults of one call. Each rule has been counted once, when the call came. */
type CallFaults = Readonly<{
  /** Before authorisation and effect. May never resolve (`hang`), or throw. */
  before: () => Promise<void>;
  /** Once the service has done its work, whatever came of it. */
  after: () => void;
}>;

export type Faults = Readonly<{
  add: (rule: FaultRule) => ActiveRule;
  clear: () => void;
  rules: () => readonly ActiveRule[];
  of: (call: Call, request: AccessRequest) => CallFaults;
}>;

type Counted = { rule: FaultRule; active: ActiveRule; matched: number; struck: number };

const isTurnOf = ({ rule, matched }: Counted): boolean => {
  const nth = rule.nth ?? 'every';
  if (nth === 'every') return true;
  return typeof nth === 'number' ? matched === nth : matched % nth.every === 0;
};

/** Rules strike in the order in which they were added; the first that ends a call is the last that it meets. */
export const createFaults = (clock: Clock, random: Random): Faults => {
  const counted: Counted[] = [];

  const remove = (entry: Counted): void => {
    const index = counted.indexOf(entry);
    if (index >= 0) counted.splice(index, 1);
  };

  const add = (rule: FaultRule): ActiveRule => {
    const active: ActiveRule = {
      rule,
      matched: () => entry.matched,
      struck: () => entry.struck,
      remove: () => remove(entry),
    };
    const entry: Counted = { rule, active, matched: 0, struck: 0 };
    counted.push(entry);
    return active;
  };

  const strikes = (entry: Counted, call: Call): boolean => {
    if (!matches(entry.rule, call)) return false;
    entry.matched += 1;
    const { chance = 1 } = entry.rule;
    if (!isTurnOf(entry) || (chance < 1 && random.next() >= chance)) return false;
    entry.struck += 1;
    return true;
  };

  const of: Faults['of'] = (call, request) => {
    const kinds = counted.filter((entry) => strikes(entry, call)).map(({ rule }) => rule.kind);
    return {
      before: async () => {
        for (const kind of kinds) await strikeBefore(kind, { call, request }, clock);
      },
      after: () => {
        for (const kind of kinds) strikeAfter(kind, { call, request });
      },
    };
  };

  return {
    add,
    clear: () => {
      counted.length = 0;
    },
    rules: () => counted.map(({ active }) => active),
    of,
  };
};
