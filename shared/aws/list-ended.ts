import {
  type ExecutionListItem,
  type ExecutionStatus,
  ListExecutionsCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { ExecutionEnding } from '../contracts/command.ts';

/** The most that Step Functions gives at once: docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const pageSize = 1000;
const mostPages = 5;

/** When it ended: ISO 8601, UTC. */
type EndedExecution = Readonly<{ executionArn: string; at: string }>;

/** `isWhole`: there are no others. */
export type EndedExecutions = Readonly<{ ended: readonly EndedExecution[]; isWhole: boolean }>;

/**
 * The executions of a machine that began since an instant (ISO 8601, UTC) and ended without success. The list of AWS is a moment behind.
 * Throws what the SDK throws.
 */
export type ListEnded = (machineArn: string, begunSince: string) => Promise<EndedExecutions>;

export const createListEnded =
  (client: SFNClient): ListEnded =>
  async (stateMachineArn, begunSince) => {
    const lists: EndedExecutions[] = [];
    for (const statusFilter of ExecutionEnding.options)
      lists.push(await listOne(client, { stateMachineArn, statusFilter }, begunSince));
    return { ended: lists.flatMap(({ ended }) => ended), isWhole: lists.every(({ isWhole }) => isWhole) };
  };

type Question = Readonly<{ stateMachineArn: string; statusFilter: ExecutionStatus }>;

/** The latest start comes first, so that after one that is too old nothing more is wanted. */
async function listOne(client: SFNClient, question: Question, begunSince: string): Promise<EndedExecutions> {
  const isWanted = ({ startDate }: ExecutionListItem): boolean =>
    startDate === undefined || startDate.toISOString() >= begunSince;
  const ended: EndedExecution[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.send(new ListExecutionsCommand({ ...question, maxResults: pageSize, nextToken }));
    const { executions = [] } = answer;
    ended.push(...executions.filter(isWanted).flatMap(endOf));
    nextToken = answer.nextToken;
    if (nextToken === undefined || !executions.every(isWanted)) return { ended, isWhole: true };
  }
  return { ended, isWhole: false };
}

const endOf = ({ executionArn, stopDate }: ExecutionListItem): EndedExecution[] =>
  executionArn === undefined || stopDate === undefined ? [] : [{ executionArn, at: stopDate.toISOString() }];
