import {
  type ExecutionListItem,
  type ListExecutionsInput,
  type ServiceInputTypes,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { createListEnded } from '../../../shared/aws/list-ended.ts';

const machineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:lifeboat-dev-detect';
const arn = (name: string) => `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** Began so many minutes past five, and lasted one. */
const ended = (minute: number, name = `at-${minute}`): ExecutionListItem => ({
  executionArn: arn(name),
  stateMachineArn: machineArn,
  name,
  status: 'FAILED',
  startDate: new Date(Date.UTC(2026, 0, 5, 5, minute)),
  stopDate: new Date(Date.UTC(2026, 0, 5, 5, minute + 1)),
});

type Pages = readonly (readonly ExecutionListItem[])[];

const isListing = (input: ServiceInputTypes): input is ListExecutionsInput => 'statusFilter' in input;

/** Step Functions as it answers, by status: page after page, each with a token where there is another. */
const listEnded = async (pages: Partial<Record<string, Pages>>, begunSince = '2026-01-05T05:10:00.000Z') => {
  const asked: ListExecutionsInput[] = [];
  const client = new SFNClient({ region: 'us-east-1' });
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        if (!isListing(input)) throw new Error('only lists are asked for');
        asked.push(input);
        const { statusFilter = '', nextToken = '0' } = input;
        const all = pages[statusFilter] ?? [[]];
        const next = Number(nextToken) + 1;
        const more = next < all.length ? { nextToken: String(next) } : {};
        return { output: { executions: [...(all[Number(nextToken)] ?? [])], ...more, $metadata: {} }, response: {} };
      },
    { step: 'initialize' },
  );
  return { ...(await createListEnded(client)(machineArn, begunSince)), asked };
};

describe('executions that ended without success', () => {
  it('are listed by each kind of end', async () => {
    const { ended: found, isWhole, asked } = await listEnded({ ABORTED: [[ended(20)]], TIMED_OUT: [[ended(30)]] });
    expect(found).toEqual([
      { executionArn: arn('at-30'), at: '2026-01-05T05:31:00.000Z' },
      { executionArn: arn('at-20'), at: '2026-01-05T05:21:00.000Z' },
    ]);
    expect(isWhole).toBe(true);
    expect(asked.map(({ stateMachineArn, statusFilter }) => [stateMachineArn, statusFilter])).toEqual([
      [machineArn, 'FAILED'],
      [machineArn, 'TIMED_OUT'],
      [machineArn, 'ABORTED'],
    ]);
  });

  it('are read page by page, also where a page is empty, until one began too early', async () => {
    const pages = [[ended(40), ended(30)], [], [ended(20), ended(9)], [ended(8)]];
    const { ended: found, isWhole, asked } = await listEnded({ FAILED: pages });
    expect(found.map(({ executionArn }) => executionArn)).toEqual([arn('at-40'), arn('at-30'), arn('at-20')]);
    expect(isWhole).toBe(true);
    expect(asked.flatMap(({ statusFilter, nextToken }) => (statusFilter === 'FAILED' ? [nextToken] : []))).toEqual([
      undefined,
      '1',
      '2',
    ]);
  });

  it('are not said to be all when there are more pages than are read', async () => {
    const pages = Array.from({ length: 7 }, (_, page) => [ended(50, `page-${page}`)]);
    const { ended: found, isWhole } = await listEnded({ FAILED: pages, ABORTED: [[ended(20)]] });
    expect(found).toHaveLength(6);
    expect(isWhole).toBe(false);
  });
});
