import { AwsFault, type Call } from '../../call.ts';
import type { Stack } from '../../cloudformation/deploy.ts';
import type { StackResource } from '../../cloudformation/scope.ts';
import { type Page, pageOf } from '../page.ts';

/** (I) AWS documents a page of up to 1 MB; a hundred entries is what it gives. */
const pageSize = 100;

/** CloudFormation has this one code for most of its refusals: docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html */
export const invalid = (message: string): AwsFault => new AwsFault('ValidationError', message);

export type StackSettings = Readonly<{
  name: string;
  region: string;
  stack: Stack;
  tags: Readonly<Record<string, string>>;
}>;

/** `createdAt` in ms on the world's clock. */
export type KnownStack = StackSettings & Readonly<{ createdAt: number }>;

export const findStack = (
  stacks: readonly KnownStack[],
  named: string | undefined,
  { region }: Call,
): KnownStack | undefined =>
  stacks.find((one) => one.region === region && (one.name === named || one.stack.stackId === named));

export function requireStack(stacks: readonly KnownStack[], named: string | undefined, call: Call): KnownStack {
  if (named === undefined)
    throw invalid(
      "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
    );
  const found = findStack(stacks, named, call);
  if (found === undefined) throw invalid(`Stack with id ${named} does not exist`);
  return found;
}

/** One resource of a stack with its logical id. */
export type Member = Readonly<{ logicalId: string; resource: StackResource }>;

export const membersOf = ({ stack }: KnownStack): Member[] =>
  [...stack.resources].map(([logicalId, resource]) => ({ logicalId, resource }));

export function pageOfAll<T>(all: readonly T[], token: string | undefined): Page<T> {
  const page = pageOf(all, pageSize, token);
  if (page === undefined) throw invalid('The specified NextToken is not valid.');
  return page;
}
