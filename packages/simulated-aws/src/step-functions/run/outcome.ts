import { defined } from '../../defined.ts';
import { StateFailure } from '../failure.ts';
import { isTruncated } from '../history.ts';
import type { Document, Json, JsonObject } from '../json.ts';
import { documentOf, isObject } from '../json.ts';
import { type Bindings, EvaluationProblem, evaluate } from '../jsonata/evaluate.ts';
import type { Template } from '../jsonata/template.ts';
import { isTooLarge, withinQuota } from '../quota.ts';
import type { Outcome, Visit } from './flow.ts';

type Ending = Readonly<{
  Assign?: Template | undefined;
  Output?: Template | undefined;
  next: string | undefined;
  /** What the state hands on where it has no Output. */
  otherwise: Document;
  /** Where Assign and Output stand within the state, such as Catch[0]/. */
  prefix?: string;
}>;

/** Assign and Output, which both see the values from before the state. */
export async function endingOf(visit: Visit, ending: Ending, bindings: Bindings): Promise<Outcome> {
  const { Assign, Output, next, otherwise, prefix = '' } = ending;
  const assigned = Assign === undefined ? undefined : await assignedBy(Assign, `${prefix}Assign`, bindings);
  if (Output === undefined) return { output: otherwise, next, assigned };
  const output = withinQuota(await outputBy(Output, `${prefix}Output`, bindings), visit.name);
  return { output, next, assigned };
}

async function assignedBy(template: Template, location: string, bindings: Bindings): Promise<JsonObject> {
  const assigned = await evaluate(template, location, bindings);
  if (!isObject(assigned)) throw new EvaluationProblem(`The field '${location}' must be an object.`, location);
  if (isTooLarge(JSON.stringify(assigned)))
    throw new StateFailure('States.DataLimitExceeded', `The size of the variables of '${location}' exceeds the limit.`);
  return assigned;
}

const outputBy = async (template: Template, location: string, bindings: Bindings): Promise<Json> =>
  await evaluate(template, location, bindings);

/** Writes EvaluationFailed and answers what the state then fails with. */
export function evaluationFailure(visit: Visit, problem: EvaluationProblem): StateFailure {
  const { execution, line } = visit.flow;
  const cause = `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.eventId}). ${problem.message}`;
  const error = 'States.QueryEvaluationError';
  const where = defined({ location: problem.location });
  execution.history.add(line, 'EvaluationFailed', {
    evaluationFailedEventDetails: { error, cause, ...where, state: visit.name },
  });
  return new StateFailure(error, cause, { cause: problem });
}

export const exitDetails = (name: string, { output, assigned }: Outcome) => ({
  stateExitedEventDetails: {
    name,
    output: output.text,
    outputDetails: isTruncated,
    ...(assigned === undefined ? {} : { assignedVariables: textsOf(assigned), assignedVariablesDetails: isTruncated }),
  },
});

const textsOf = (assigned: JsonObject): Record<string, string> =>
  Object.fromEntries(Object.entries(assigned).map(([name, value]) => [name, documentOf(value).text]));
