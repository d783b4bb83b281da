import type { ChoiceState } from '../definition/states.ts';
import { StateFailure } from '../failure.ts';
import { evaluateAs, expected } from '../jsonata/evaluate.ts';
import { bindingsOf } from './bindings.ts';
import type { Outcome, Visit } from './flow.ts';
import { endingOf } from './outcome.ts';

/** The first rule that holds decides, with its own Assign and Output; those of the state belong to Default. */
export async function runChoice(visit: Visit<ChoiceState>): Promise<Outcome> {
  const { Choices, Default, Assign, Output } = visit.state;
  const bindings = bindingsOf(visit);
  for (const [index, rule] of Choices.entries()) {
    const prefix = `Choices[${index}]/`;
    const condition = { template: rule.Condition, location: `${prefix}Condition` };
    if (!(await evaluateAs(condition, expected.boolean, bindings))) continue;
    const ending = { Assign: rule.Assign, Output: rule.Output, next: rule.Next, otherwise: visit.input, prefix };
    return await endingOf(visit, ending, bindings);
  }
  if (Default === undefined)
    throw new StateFailure('States.NoChoiceMatched', `No Choices matched and there is no Default in '${visit.name}'.`);
  return await endingOf(visit, { Assign, Output, next: Default, otherwise: visit.input }, bindings);
}
