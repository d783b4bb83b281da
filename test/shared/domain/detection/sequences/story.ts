import fc from 'fast-check';
import type { SignalState } from '../../../../../shared/contracts/detection/signal-reading.ts';
import type { Happening } from '../../../../decisions/case.ts';

/** The two services of every story. They share a table, a Region and people. */
export const services = ['orders', 'billing'] as const;
export type Service = (typeof services)[number];

type Mode = 'notify' | 'approval' | 'automatic';

/** `gap`: seconds since the entry before it. */
export type Entry = Readonly<{ gap: number; happening: Happening }>;

/** Everything that makes one sequence what it is; the same story plays the same way. */
export type Story = Readonly<{
  entries: readonly Entry[];
  modes: readonly [Mode, Mode];
  dwell: 0 | 20;
  /** Decides whose turn it is, whose clock is wrong and who dies. */
  seed: number;
  isHasty: boolean;
}>;

const signals = ['health', 'probe', 'api-5xx'] as const;
const of = fc.constantFrom(...services);
const common = { at: fc.constant(0), of };
const states = fc.constantFrom<SignalState>(
  'bad',
  'bad',
  'good',
  'insufficientData',
  'unreadable',
  'stale',
  'suppressed',
);

const turn = fc.record({
  ...common,
  turns: fc.dictionary(fc.constantFrom(...signals), states, { minKeys: 1, maxKeys: 2 }),
});
const outage = fc.record({
  ...common,
  turns: fc.constantFrom({ health: 'bad', probe: 'bad' } as const, { probe: 'bad', 'api-5xx': 'bad' } as const),
});
const recovery = fc.record({
  ...common,
  turns: fc.constant({ health: 'good', probe: 'good', 'api-5xx': 'good' } as const),
});
const event = fc.record({
  ...common,
  event: fc.constantFrom(...signals),
  age: fc.constantFrom(0, 0, 5, 600, 3600),
  times: fc.constantFrom(1, 1, 2, 3),
  state: fc.constantFrom('ALARM' as const, 'OK' as const),
});
const tick = fc.record({ ...common, schedule: fc.constant('ticks' as const) });
const start = fc
  .record({
    ...common,
    starts: fc.constantFrom('ada-1', 'ada-2', 'bob-1'),
    with: fc.constantFrom<Record<string, unknown>>(
      { operator: 'Ada' },
      { operator: 'Ada' },
      { operator: 'Ada' },
      { operator: 'Ada', mode: 'automatic' },
      { operator: 'Ada', bypassHoldDown: true },
      { operator: 'Ada', dryRun: true },
      {},
    ),
  })
  // Executions of all plans share their names.
  .map((one) => ({ ...one, starts: `${one.of}-${one.starts}` }));

const answer = fc.record({
  ...common,
  answers: fc.constantFrom('approve', 'approve', 'refuse', 'acceptLoss', 'perhaps'),
  by: fc.constant('Ada'),
  reason: fc.constant('I have looked at it'),
});
const killSwitch = fc.record({
  ...common,
  killSwitch: fc.constantFrom('a migration', 'off'),
  everywhere: fc.boolean(),
});
const acknowledgement = fc.record({
  ...common,
  acknowledges: fc.constant('last'),
  by: fc.constant('Ada'),
  reason: fc.constant('I have seen it'),
});
const death = fc.record({ ...common, run: fc.constantFrom('dies' as const, 'diesUnseen' as const) });
const replica = fc.record({
  ...common,
  replica: fc.constantFrom({ behind: 2 }, { behind: 4000 }, { unreachable: true } as const),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: turn },
  { weight: 5, arbitrary: outage },
  { weight: 2, arbitrary: recovery },
  { weight: 6, arbitrary: event },
  { weight: 3, arbitrary: tick },
  { weight: 3, arbitrary: start },
  { weight: 3, arbitrary: answer },
  { weight: 1, arbitrary: killSwitch },
  { weight: 2, arbitrary: acknowledgement },
  { weight: 1, arbitrary: death },
  { weight: 1, arbitrary: replica },
);

const entry: fc.Arbitrary<Entry> = fc.record({
  gap: fc.constantFrom(0, 0, 0, 1, 2, 10, 25, 60, 320),
  happening,
});

const mode = fc.constantFrom<Mode>('automatic', 'automatic', 'approval', 'notify');

/** An outage that is noticed, without which little happens. */
const noticed: fc.Arbitrary<Entry[]> = of.map((service) => [
  { gap: 0, happening: { at: 0, of: service, turns: { health: 'bad', probe: 'bad' } } },
  { gap: 0, happening: { at: 0, of: service, event: 'health', age: 0, times: 1, state: 'ALARM' } },
]);

const entries = fc
  .tuple(fc.oneof(noticed, fc.constant<Entry[]>([])), fc.array(entry, { minLength: 2, maxLength: 10 }))
  .map(([first, rest]) => [...first, ...rest]);

export const story: fc.Arbitrary<Story> = fc.record({
  entries,
  modes: fc.tuple(mode, mode),
  dwell: fc.constantFrom(0 as const, 20 as const),
  seed: fc.nat(),
  isHasty: fc.boolean(),
});
