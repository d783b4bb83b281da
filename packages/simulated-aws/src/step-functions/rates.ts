import { AwsFault } from '../call.ts';
import type { World } from '../world.ts';

/** Tokens in a full bucket, and how many come back in a second. */
type Rate = readonly [size: number, refill: number];

/** In us-east-1, us-west-2 and eu-west-1; in every other Region. */
type RegionalRates = readonly [major: Rate, other: Rate];

const answersToTokens: RegionalRates = [
  [3000, 500],
  [1500, 300],
];
const starts: RegionalRates = [
  [1300, 300],
  [800, 150],
];

/**
 * Of Standard workflows, per account and Region: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, "Quotas related
 * to API action throttling" and "Other quotas". An action without an entry has no rate here.
 */
const rates: Readonly<Record<string, RegionalRates>> = {
  StartExecution: starts,
  RedriveExecution: starts,
  StopExecution: [
    [1000, 200],
    [500, 25],
  ],
  DescribeExecution: [
    [300, 15],
    [250, 10],
  ],
  GetExecutionHistory: everywhere(400, 20),
  ListExecutions: [
    [200, 5],
    [100, 2],
  ],
  SendTaskSuccess: answersToTokens,
  SendTaskFailure: answersToTokens,
  SendTaskHeartbeat: answersToTokens,
  CreateStateMachine: everywhere(100, 1),
  UpdateStateMachine: everywhere(100, 1),
  DeleteStateMachine: everywhere(100, 1),
  DescribeStateMachine: everywhere(200, 20),
  DescribeStateMachineForExecution: everywhere(200, 1),
  ListStateMachines: [
    [100, 5],
    [100, 5],
  ],
  TagResource: everywhere(200, 1),
  UntagResource: everywhere(200, 1),
  ListTagsForResource: everywhere(100, 1),
};

/** The same page, "Quotas related to state throttling". */
const transitions: RegionalRates = [
  [5000, 5000],
  [800, 800],
];

const major = new Set(['us-east-1', 'us-west-2', 'eu-west-1']);

export type Rates = ReturnType<typeof createRates>;

type Bucket = { tokens: number; at: number };

/** Buckets of tokens that come back as AWS's time passes: in a rehearsal at its speed. */
export function createRates({ clock, awsTime }: Pick<World, 'clock' | 'awsTime'>) {
  const buckets = new Map<string, Bucket>();

  const filled = (name: string, region: string, [size, refill]: Rate): Bucket => {
    const key = `${name} ${region}`;
    const now = clock.now();
    const { tokens, at } = buckets.get(key) ?? { tokens: size, at: now };
    const bucket = { tokens: Math.min(size, tokens + ((now - at) / awsTime(1)) * refill), at: now };
    buckets.set(key, bucket);
    return bucket;
  };

  return {
    /** Throws ThrottlingException when the account asks too often in this Region. */
    admit: (operation: string, region: string): void => {
      const known = Object.hasOwn(rates, operation) ? rates[operation] : undefined;
      if (known === undefined) return;
      const bucket = filled(operation, region, rateIn(region, known));
      if (bucket.tokens < 1) throw new AwsFault('ThrottlingException', 'Rate exceeded');
      bucket.tokens -= 1;
    },
    /** Milliseconds until the next transition of a state may be made: what comes too fast waits, and nothing fails. */
    untilTransition: (region: string): number => {
      const rate = rateIn(region, transitions);
      const bucket = filled('StateTransition', region, rate);
      bucket.tokens -= 1;
      return bucket.tokens >= 0 ? 0 : (-bucket.tokens / rate[1]) * awsTime(1);
    },
  };
}

const rateIn = (region: string, [inMajor, elsewhere]: RegionalRates): Rate => (major.has(region) ? inMajor : elsewhere);

function everywhere(size: number, refill: number): RegionalRates {
  return [
    [size, refill],
    [size, refill],
  ];
}
