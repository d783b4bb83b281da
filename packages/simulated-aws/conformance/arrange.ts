import { isMembers, type Members } from './members.ts';
import type { Vector } from './vectors.ts';

const lists = ['events', 'path', 'tasksScheduled', 'tasksFailed', 'evaluationsFailed'];
const listsPerState = ['stateInputs', 'stateOutputs', 'assignedVariables'];

/** Lists as multisets where states ran side by side. */
export function arranged(members: Members, { kind, definition }: Vector): Members {
  if (kind !== 'execution' || !isConcurrent(definition)) return members;
  const own = lists.filter((key) => key in members).map((key) => [key, sorted(members[key])] as const);
  const visits = listsPerState.filter((key) => key in members).map((key) => [key, perState(members[key])] as const);
  return { ...members, ...Object.fromEntries([...own, ...visits]) };
}

/** Whether lines of states may run side by side: their events come in no order of their own. */
function isConcurrent(value: unknown): boolean {
  if (!isMembers(value)) return false;
  if (value.Type === 'Parallel' || (value.Type === 'Map' && value.MaxConcurrency !== 1)) return true;
  return Object.values(value).some(isConcurrent);
}

function sorted(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const pairs = value.map((item: unknown) => ({ item, text: textOf(item) }));
  return pairs.toSorted((one, other) => one.text.localeCompare(other.text)).map(({ item }) => item);
}

/** The same text for the same value, whatever the order of its members. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (!isMembers(value)) return JSON.stringify(value) ?? '';
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${textOf(member)}`);
  return `{${members.toSorted().join()}}`;
}

const perState = (value: unknown): unknown =>
  isMembers(value) ? Object.fromEntries(Object.entries(value).map(([name, visits]) => [name, sorted(visits)])) : value;
