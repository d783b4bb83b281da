import * as z from 'zod';
import { type PlanName, RunId } from '../contracts/fields.ts';
import type { Watch } from '../domain/detection/standing.ts';
import { LedgerUnavailable } from '../errors.ts';
import { parseStored } from '../ledger/stored-text.ts';
import type { KeptWatch, WatchAttempt, Watcher } from './control.ts';
import { type ControlTable, updateItem } from './control-table.ts';
import { type Item, readItem } from './read-items.ts';

const Episode = z.object({
  startedAt: z.string(),
  lostSince: z.string().exactOptional(),
  starts: z.int().min(0),
  lastStartAt: z.string().exactOptional(),
});

const WatchText: z.ZodType<Watch> = z.object({
  episode: Episode.exactOptional(),
  lastRefusal: z.object({ code: z.string(), at: z.string(), by: z.string().exactOptional() }).exactOptional(),
  told: z.object({ runId: RunId, turn: z.enum(['well', 'lost']), at: z.string(), by: z.string() }).exactOptional(),
});

/** How often the watch may be let go between our attempt and our look at who has it. */
const attempts = 5;

/** `until` is a word of DynamoDB's own. */
const names = { '#until': 'until' };

export async function takeWatch(table: ControlTable, plan: PlanName, watcher: Watcher): Promise<WatchAttempt> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const taken = await updateItem(table, watchKey(plan), takeBy(watcher));
    if (taken) return { kind: 'watching', watch: watchOf(taken) };
    const by = (await readItem(table, watchKey(plan)))?.executionArn?.S;
    if (by !== undefined) return { kind: 'watched', by };
  }
  throw new LedgerUnavailable('The watch was never the same for two looks.', { plan, attempts });
}

const watchKey = (plan: PlanName) => `watch#${plan}`;

/** ISO 8601 in UTC sorts as text, so the table itself can tell that a watcher's time is over. */
const takeBy = ({ executionArn, now, until }: Watcher) => ({
  UpdateExpression: 'SET executionArn = :executionArn, #until = :until',
  ConditionExpression: 'attribute_not_exists(executionArn) OR executionArn = :executionArn OR #until < :now',
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: { ':executionArn': { S: executionArn }, ':until': { S: until }, ':now': { S: now } },
});

const watchOf = (item: Item): Watch =>
  item.watch?.S === undefined ? {} : parseStored(WatchText, item.watch.S, item.key?.S ?? '');

export async function keepWatch(
  table: ControlTable,
  plan: PlanName,
  { watcher, watch, isDone }: { watcher: Watcher; watch: Watch; isDone: boolean },
): Promise<void> {
  await updateItem(table, watchKey(plan), {
    UpdateExpression: isDone
      ? 'SET watch = :watch, seenAt = :now REMOVE executionArn, #until'
      : 'SET watch = :watch, seenAt = :now, #until = :until',
    ConditionExpression: 'executionArn = :executionArn',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ':executionArn': { S: watcher.executionArn },
      ':watch': { S: JSON.stringify(watch) },
      ':now': { S: watcher.now },
      ...(isDone ? {} : { ':until': { S: watcher.until } }),
    },
  });
}

export async function readWatch(table: ControlTable, plan: PlanName): Promise<KeptWatch> {
  const item = (await readItem(table, watchKey(plan))) ?? {};
  return { watch: watchOf(item), seenAt: item.seenAt?.S };
}
