import { kindOf } from '../../../shared/contracts/step-kind.ts';
import type { Complaint } from '../complaint.ts';
import type { Placed, RunbookView } from './view.ts';

/** What may fail without stopping the run. */
export function checkRequired(view: RunbookView): Complaint[] {
  const { steps, path, fences, promotions, switches } = view;
  if (isNever(steps))
    return [
      { path, message: 'have no required step: whatever fails, the run goes on; leave required out where it matters' },
    ];
  const open = promotions.length === 0 ? [] : fences.filter(({ isRequired }) => !isRequired);
  return [
    ...open.map((fence) => ({
      path: required(fence),
      message: 'is false for a fence: beside a primary that takes writes the promotion forks the data; leave it out',
    })),
    ...ofAll(promotions, 'is false for every promotion: the run would go on without a database; leave it out'),
    ...ofAll(
      switches,
      'is false for all that moves traffic: clients would stay on the side that is lost; leave it out',
    ),
  ];
}

const isNever = (steps: readonly Placed<unknown>[]): boolean =>
  steps.length > 0 && steps.every(({ isRequired }) => !isRequired);

const required = ({ path }: Placed<unknown>) => [...path, 'required'];

function ofAll(steps: readonly Placed<unknown>[], message: string): Complaint[] {
  const [first] = steps;
  return first !== undefined && isNever(steps) ? [{ path: required(first), message }] : [];
}

/** A second service or a copy of the configuration may do without; all of them may not. */
export function warnRequired({ kind, others, configurations }: RunbookView): Complaint[] {
  if (kind === 'recovery') return [];
  const message = 'is false for all steps of this kind: the run would call the service recovered without them';
  const byKind = Map.groupBy(others, ({ spec }) => kindOf(spec));
  return [...byKind.values(), configurations].flatMap((steps) => ofAll(steps, message));
}
