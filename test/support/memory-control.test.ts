import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DbResourceId, PlanName, RunbookName, RunId, StepId } from '../../shared/contracts/fields.ts';
import type { Control, LockHolder, Watcher } from '../../shared/control/control.ts';
import { openControl } from '../../shared/control/open-control.ts';
import { takeOver } from '../shared/ledger/plan-control.ts';
import { startTables, tables } from '../shared/ledger/tables.ts';
import { atOnce, createMemoryControl, createMemoryTable } from './memory-control.ts';

let database: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.stop());

const instant = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 3, minute)).toISOString();
const holder = (name: string): LockHolder => ({ runId: RunId.parse(name), executionArn: `arn:${name}` });
const watcher = ({ who, minute }: { who: string; minute: number }): Watcher => ({
  executionArn: `arn:${who}`,
  now: instant(minute),
  until: instant(minute + 2),
});

/** What executions ask of the table. Each answer is compared. */
const asking = fc.oneof(
  fc.record({
    kind: fc.constant('acquire' as const),
    who: fc.constantFrom('a', 'b', 'c'),
    from: fc.constantFrom('-', 'a', 'b'),
  }),
  fc.record({
    kind: fc.constant('release' as const),
    who: fc.constantFrom('a', 'b', 'c'),
    rests: fc.boolean(),
    ended: fc.constantFrom('changed' as const, 'declined' as const, 'unchanged' as const, 'nothing' as const),
  }),
  fc.record({ kind: fc.constant('reopen' as const), who: fc.constantFrom('a', 'b', 'c'), epoch: fc.nat(3) }),
  fc.record({ kind: fc.constant('standing' as const) }),
  fc.record({ kind: fc.constant('objection' as const), who: fc.constantFrom('a', 'b'), epoch: fc.nat(3) }),
  fc.record({ kind: fc.constant('watch' as const), who: fc.constantFrom('x', 'y'), minute: fc.nat(6) }),
  fc.record({
    kind: fc.constant('keepWatch' as const),
    who: fc.constantFrom('x', 'y'),
    minute: fc.nat(6),
    isDone: fc.boolean(),
    starts: fc.nat(2),
  }),
  fc.record({ kind: fc.constant('remember' as const), who: fc.constantFrom('a', 'b'), seconds: fc.nat(3) }),
  fc.record({ kind: fc.constant('history' as const) }),
  fc.record({ kind: fc.constant('keptWatch' as const) }),
  fc.record({
    kind: fc.constant('keepPromotion' as const),
    who: fc.constantFrom('a', 'b'),
    minute: fc.nat(6),
  }),
  fc.record({ kind: fc.constant('promotions' as const) }),
  fc.record({ kind: fc.constant('killSwitch' as const) }),
  fc.record({
    kind: fc.constant('acknowledge' as const),
    who: fc.constantFrom('a', 'b'),
    operator: fc.constantFrom('Ada', ' '),
  }),
);
type Asked = typeof asking extends fc.Arbitrary<infer T> ? T : never;

/** A person's hand in the table. */
type Hands = Readonly<{
  killSwitch: (key: string) => Promise<void>;
  acknowledge: (plan: PlanName, runId: RunId, operator: string) => Promise<void>;
}>;
type Subject = Readonly<{ control: Control; hands: Hands }>;

const put = async (texts: Readonly<Record<string, string>>): Promise<void> => {
  const Item = Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }]));
  await database.client.send(new PutItemCommand({ TableName: tables.control, Item }));
};
const real = (): Subject => ({
  control: openControl({ client: database.client, table: tables.control }),
  hands: {
    killSwitch: (key) => put({ key: `killSwitch#${key}`, reason: 'a migration' }),
    acknowledge: (plan, runId, operator) =>
      put({ key: `acknowledgement#${plan}`, runId, operator, reason: 'I have seen it' }),
  },
});
const inMemory = (): Subject => {
  const table = createMemoryTable();
  return {
    control: createMemoryControl(table, atOnce),
    hands: {
      killSwitch: async (key) => void table.killSwitches.set(key, 'a migration'),
      acknowledge: async (plan, runId, operator) =>
        void table.acknowledgements.set(plan, { runId, operator, reason: 'I have seen it' }),
    },
  };
};

const runbook = RunbookName.parse('failover');
/** One database for each plan. */
const resourceIdOf = (plan: PlanName): DbResourceId =>
  DbResourceId.parse(`db-${plan.replace('plan-', '').padStart(26, 'A')}`);

const ask = async ({ control, hands }: Subject, plan: PlanName, asked: Asked): Promise<unknown> => {
  switch (asked.kind) {
    case 'acquire':
      if (asked.from === '-') return await control.acquire(plan, holder(asked.who));
      return await takeOver(control, plan, { next: holder(asked.who), dead: holder(asked.from) });
    case 'release': {
      const { who, rests, ended } = asked;
      const lastRun = ended === 'nothing' ? undefined : { runId: RunId.parse(who), ended, at: instant(1) };
      return await control.release(plan, holder(who), { holdDownUntil: rests ? instant(60) : undefined, lastRun });
    }
    case 'reopen':
      return await control.reopen(plan, holder(asked.who), asked.epoch);
    case 'standing':
      return await control.standing(plan);
    case 'objection':
      return await control.objection(plan, holder(asked.who).runId, asked.epoch);
    case 'watch':
      return await control.watch(plan, watcher(asked));
    case 'keepWatch': {
      const watch = { episode: { startedAt: instant(0), starts: asked.starts } };
      return await control.keepWatch(plan, watcher(asked), { watch, isDone: asked.isDone });
    }
    case 'remember': {
      const past = { runId: holder(asked.who).runId, runbook, at: instant(2), dataLossSeconds: undefined };
      return await control.remember(plan, holder(asked.who), { ...past, recoveryTimeSeconds: asked.seconds });
    }
    case 'history':
      return await control.history(plan);
    case 'keptWatch':
      return await control.keptWatch(plan);
    case 'keepPromotion': {
      const order = {
        plan,
        runId: holder(asked.who).runId,
        stepId: StepId.parse('database'),
        at: instant(asked.minute),
      };
      return await control.keepPromotion(resourceIdOf(plan), order);
    }
    case 'promotions':
      return await control.promotions(resourceIdOf(plan));
    case 'killSwitch':
      return await hands.killSwitch(plan);
    case 'acknowledge':
      return await hands.acknowledge(plan, RunId.parse(asked.who), asked.operator);
    default:
      return asked satisfies never;
  }
};

let plans = 0;
const freshPlan = (): PlanName => {
  plans += 1;
  return PlanName.parse(`plan-${plans}`);
};

const answersOf = async (subject: Subject, plan: PlanName, all: readonly Asked[]): Promise<unknown[]> => {
  const answers: unknown[] = [];
  for (const asked of all) answers.push(await ask(subject, plan, asked));
  return [...answers, await subject.control.standing(plan), await subject.control.history(plan)];
};

describe('the control table in memory', () => {
  it('answers whatever is asked of it as the real one does', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(asking, { minLength: 4, maxLength: 20 }), async (all) => {
        const plan = freshPlan();
        for (const { kind } of all) seen.add(kind);
        const [memory, table] = [await answersOf(inMemory(), plan, all), await answersOf(real(), plan, all)];
        expect(memory).toEqual(table);
      }),
      { numRuns: 80, seed: 20_260_105 },
    );
    expect(seen.size).toBe(14);
  });

  it('knows the kill switch of all plans', async () => {
    const { control, hands } = inMemory();
    await hands.killSwitch('*');
    expect((await control.standing(freshPlan())).killSwitch).toBe('a migration');
  });
});
